/**
 * A failed request, told: what is wrong, what happens next, and what can be done. That the server
 * or its database does not answer is told once, on the map; every other part only goes on waiting.
 */
import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';

import { asProblem, awayOf, type ApiProblem } from '../queries/problem.ts';
import { PageLink } from '../screen/page-link.tsx';
import { LoadingLines } from './loading.tsx';
import './notice.css';

export function ServerAway(props: { retry: () => void }): ReactElement {
  return (
    <div className="notice" role="alert">
      <h2 className="notice-title">The server does not answer</h2>
      <p>Is wiki-atlas still running? Everything comes back by itself as soon as it does.</p>
      <Button className="button" onPress={props.retry}>
        Try now
      </Button>
    </div>
  );
}

/** It comes back by itself, and nothing that is on the screen is lost: no reason to break in on anyone. */
export function StoreAway(): ReactElement {
  return (
    <output className="notice">
      <span className="notice-title">The database cannot be reached; trying again</span>
      What is shown stays. The rest comes as soon as the database answers.
    </output>
  );
}

export function Trouble(props: { error: unknown; retry: () => void }): ReactElement {
  if (awayOf(props.error) !== null) return <LoadingLines what="what the server has, once it answers" />;
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
    case 'page-not-found':
      return { title: 'There is no such page', advice: problem.message };
    default:
      return {
        title: problem.passing ? 'Something went wrong' : 'This cannot be shown',
        advice: problem.message,
      };
  }
}
