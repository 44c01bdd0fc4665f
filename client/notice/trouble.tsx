/** A failed request, told: what is wrong, what happens next, and what can be done. */
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';

import { asProblem, type ApiProblem } from '../queries/problem.ts';
import { PageLink } from '../screen/page-link.tsx';
import './notice.css';

export function Trouble(props: { error: unknown; retry: () => void }): ReactElement {
  const problem = asProblem(props.error);
  const { title, advice } = describe(problem);
  return (
    <div className="notice" role="alert">
      <h2 className="notice-title">{title}</h2>
      <p>{advice}</p>
      {problem.near.length > 0 && (
        <>
          <p>Did you mean:</p>
          <ul className="notice-near">
            {problem.near.map((page) => (
              <li key={page.id}>
                <PageLink id={page.id}>{page.title}</PageLink>
              </li>
            ))}
          </ul>
        </>
      )}
      {problem.passing && (
        <Button className="button" onPress={props.retry}>
          Try now
        </Button>
      )}
    </div>
  );
}

function describe(problem: ApiProblem): { title: string; advice: string } {
  switch (problem.code) {
    case 'unreachable':
      return {
        title: 'The server does not answer',
        advice: 'Is wiki-atlas still running? The map comes back by itself as soon as it does.',
      };
    case 'store-unavailable':
      return {
        title: 'The database does not answer',
        advice: `${problem.message} This is tried again every few seconds.`,
      };
    case 'page-not-found':
      return { title: 'There is no such page', advice: problem.message };
    default:
      return {
        title: problem.passing ? 'Something went wrong' : 'This cannot be shown',
        advice: problem.message,
      };
  }
}
