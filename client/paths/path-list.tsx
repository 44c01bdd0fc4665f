/** Paths as a list: every step with the sentence of its link. The equal of the picture, in words. */
import { useEffect, useRef, type ReactElement } from 'react';
import { Button } from 'react-aria-components';

import type { PageSummary, PathList as Found, PathStep } from '../../graph/api.ts';
import { MOST_PATH_STEPS } from '../queries/hooks.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { Trouble } from '../notice/trouble.tsx';
import { Mention } from '../panel/mention.tsx';
import { Icon } from '../screen/icons.tsx';
import { PageLink } from '../screen/page-link.tsx';
import { useView } from '../state/use-view.ts';
import { setPathDirection, setStructural } from '../state/view-state.ts';
import { Breakable } from '../text/breakable.tsx';
import { countOf } from '../text/format.ts';
import type { Paths } from './use-paths.ts';
import './paths.css';

type Path = Found['paths'][number];

export function PathList({ paths }: { paths: Paths }): ReactElement {
  const { list, ends, error } = paths;
  if (!ends) return <p className="list-meaning">Choose two topics to see what joins them.</p>;
  if (error && !list) return <Trouble error={error} retry={paths.retry} />;
  if (!list) return <LoadingLines what="the paths" lines={8} />;
  return (
    <div className="list-body">
      {list.paths.length === 0 && <NoPath />}
      {list.truncated !== null && <p className="list-meaning">{sentence(list.truncated)}</p>}
      {list.paths.map((path, place) => (
        <PathSteps key={path.nodes.map(({ id }) => id).join('\n')} path={path} first={place === 0} />
      ))}
    </div>
  );
}

function PathSteps({ path, first }: { path: Path; first: boolean }): ReactElement {
  const { view } = useView();
  const heading = useRef<HTMLHeadingElement>(null);
  // The field it was asked for in has let go of the focus.
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (first && lost) heading.current?.focus({ preventScroll: true });
  }, [first]);
  const steps = path.steps.length;
  return (
    <section className="path">
      <h3 ref={heading} tabIndex={-1} className="list-steps">
        {countOf(steps, 'step')}
        <span className="path-middle">{viaText(path)}</span>
      </h3>
      <ol className="path-stops">
        {path.nodes.map((page, place) => (
          <li key={page.id} className="path-stop">
            <Stop page={page} current={view.page === page.id} />
            {path.steps[place] && <Step step={path.steps[place]} />}
          </li>
        ))}
      </ol>
    </section>
  );
}

function Stop({ page, current }: { page: PageSummary; current: boolean }): ReactElement {
  return (
    <p className="path-page">
      <PageLink id={page.id} current={current}>
        <Breakable name={page.title} />
      </PageLink>{' '}
      {page.kind === 'wanted' && <span className="chip chip-wanted">wanted</span>}
    </p>
  );
}

function Step({ step }: { step: PathStep }): ReactElement {
  const links = step.direction === 'out' ? 'links to the next' : 'is linked from the next';
  return (
    <div className="path-step">
      <p className="path-way">
        <Icon name={step.direction === 'out' ? 'down' : 'up'} />
        {links}
        {step.relation !== 'link' && <span className="chip">{step.relation}</span>}
        {step.relation === 'link' && step.structural && <span className="chip">structural</span>}
      </p>
      <Mention mention={step.mention} />
    </div>
  );
}

/** Offers what may find one: links walked either way, and structural links. */
function NoPath(): ReactElement {
  const { view, step } = useView();
  const oneWay = view.pathDirection === 'out';
  const how = [oneWay && 'along the links', !view.structural && 'without structural links'].filter(Boolean);
  return (
    <div className="no-path">
      <p>
        No path of up to {MOST_PATH_STEPS} steps joins the two{how.length > 0 && ` ${how.join(' and ')}`}.
      </p>
      {oneWay && (
        <Button className="button" onPress={() => step(setPathDirection('any'))}>
          Go against links too
        </Button>
      )}
      {!view.structural && (
        <Button className="button" onPress={() => step(setStructural(true))}>
          Count structural links
        </Button>
      )}
    </div>
  );
}

function viaText({ nodes }: Path): string {
  const between = nodes.slice(1, -1).map(({ title }) => title);
  return between.length === 0 ? 'linked directly' : `by ${between.join(', ')}`;
}

/** Reasons come as a part of a sentence. */
function sentence(reason: string): string {
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`.replace(/\.\.$/, '.');
}
