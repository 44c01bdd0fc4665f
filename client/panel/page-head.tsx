/** The head of the page panel: name, place and counts, and what can be done from here. */
import { useEffect, useRef, type ReactElement } from 'react';
import { Button } from 'react-aria-components';

import type { PageDetail } from '../../graph/api.ts';
import { videoUrl } from '../../graph/time-mark.ts';
import { Icon } from '../screen/icons.tsx';
import { useNavigation } from '../screen/navigation.ts';
import { useView } from '../state/use-view.ts';
import { pathFrom, setPathEnd } from '../state/view-state.ts';
import { Breakable } from '../text/breakable.tsx';
import { countOf, folderName, formatCount } from '../text/format.ts';

const MOST_TAGS = 6;

export function PageHead(props: { page: PageDetail; folderColor: (folder: string) => string }): ReactElement {
  const { page } = props;
  const { view, step } = useView();
  const { open, explore } = useNavigation();
  // Structural links save a page from being an orphan where they are asked for.
  const linksHere = page.inDegree + (view.structural ? page.structuralIn : 0);
  const otherEnd = view.mode === 'path' && view.to === null && view.from !== null && view.from !== page.id;
  const isMiddle = view.mode === 'neighbourhood' && view.seed === page.id;
  return (
    <header className="panel-head">
      <p className="panel-kind">
        {page.kind === 'page' && (
          <span className="chip">
            <span className="swatch" style={{ '--swatch': props.folderColor(page.folder) }} />
            {folderName(page.folder)}
          </span>
        )}
        <span>{kindOf(page)}</span>
        {page.kind === 'page' && linksHere === 0 && <span className="chip chip-orphan">orphan</span>}
      </p>
      <Title title={page.title} />
      {page.aliases.length > 0 && <p className="panel-note">Also called {page.aliases.join(', ')}</p>}
      <p className="panel-note">
        {countOf(page.inDegree, 'page')} {page.inDegree === 1 ? 'links' : 'link'} here
        {page.kind === 'page' && <> · links to {formatCount(page.outDegree)}</>}
        {page.communityName !== null && <> · region {page.communityName}</>}
      </p>
      {page.tags.length > 0 && (
        <ul className="panel-tags" aria-label="Tags">
          {page.tags.slice(0, MOST_TAGS).map((tag) => (
            <li key={tag} className="chip">
              {tag}
            </li>
          ))}
        </ul>
      )}
      <div className="panel-actions">
        <Button className="button button-main" isDisabled={isMiddle} onPress={() => explore(page.id)}>
          Explore neighbourhood
        </Button>
        {otherEnd ? (
          <Button className="button" onPress={() => step(setPathEnd('to', page.id))}>
            Path to here
          </Button>
        ) : (
          <Button className="button" onPress={() => step(pathFrom(page.id))}>
            Path from here
          </Button>
        )}
        {page.videoId !== null && (
          <a className="button" href={videoUrl(page.videoId, null)} target="_blank" rel="noopener noreferrer">
            <Icon name="play" />
            Watch
            <span className="visually-hidden"> (video, new tab)</span>
          </a>
        )}
        <Button className="button button-icon" aria-label="Show on the map" onPress={() => open(page.id)}>
          <Icon name="target" />
        </Button>
      </div>
    </header>
  );
}

/** Takes the focus where it would be lost: after a result was chosen, or a link in the text followed. */
function Title(props: { title: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} className="panel-title" id="panel-title">
      <Breakable name={props.title} />
    </h2>
  );
}

function kindOf(page: PageDetail): string {
  if (page.kind === 'wanted') return 'Wanted page';
  if (page.index) return 'Index page';
  return page.videoId === null ? 'Page' : 'Video topic';
}
