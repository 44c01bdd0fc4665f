/** The middle of the screen: the map, or what is told in its place. */
import { lazy, Suspense, useEffect, useMemo, useRef, type ReactElement, type RefObject } from 'react';

import type { Stats } from '../../graph/api.ts';
import type { Palette } from '../legend/palette.ts';
import type { MapHandle, MapViewProps } from '../map/map-view.tsx';
import type { Bounds } from '../map/picture.ts';
import { Boundary } from '../notice/boundary.tsx';
import { LoadingMap } from '../notice/loading.tsx';
import { useView } from '../state/use-view.ts';
import { closePage, drawsMap, explore, openPage, setCamera, type ViewState } from '../state/view-state.ts';
import { countOf } from '../text/format.ts';
import type { Theme } from '../theme/use-theme.ts';

export type Picture = MapViewProps['picture'];

// The map's code comes beside its data; search and pages do not wait for it.
const mapModule = import('../map/map-view.tsx');
const MapView = lazy(async () => ({ default: (await mapModule).MapView }));

interface SeaProps {
  map: RefObject<MapHandle | null>;
  picture: Picture | null;
  /** what is to be told in the map's place, or over it */
  notice: ReactElement | null;
  stats: Stats | undefined;
  theme: Theme;
  palette: Palette;
  covered: MapViewProps['covered'];
  onHover: (page: string | null) => void;
  onShows: (bounds: Bounds) => void;
}

export function Sea(props: SeaProps): ReactElement {
  const { picture, notice } = props;
  return (
    <main className="sea" aria-label="Map" tabIndex={-1}>
      {picture ? (
        <Boundary what="The map">
          <Suspense fallback={<LoadingSea stats={props.stats} />}>
            <Drawn {...props} picture={picture} />
          </Suspense>
        </Boundary>
      ) : (
        <div className="on-sea">
          <InPlaceOfMap {...props} />
        </div>
      )}
      {picture && notice && <div className="card sea-trouble">{notice}</div>}
    </main>
  );
}

function Drawn({ map, ...props }: SeaProps & { picture: Picture }): ReactElement {
  const { view, step, adjust, returns } = useView();
  const returnsNow = returns();
  const hidden = useMemo(() => new Set(view.hidden), [view.hidden]);

  // An address that names a page and no place on the map begins at the page.
  const first = useRef({ page: view.page, begins: view.camera === null && drawsMap(view) });
  useEffect(() => {
    const { page, begins } = first.current;
    first.current = { page, begins: false };
    if (page !== null && begins) map.current?.flyTo(page);
  }, [map]);

  return (
    <MapView
      ref={map}
      picture={props.picture}
      selected={view.page ?? middleOf(view)}
      highlight={view.highlight}
      colorBy={view.colorBy}
      palette={props.palette}
      hiddenFolders={hidden}
      theme={props.theme}
      camera={view.camera}
      returns={returnsNow}
      onCameraChange={(camera) => {
        // A report on a view that was left by Back meanwhile must not change the one gone back to.
        if (returns() === returnsNow) adjust(setCamera(camera));
      }}
      onSelect={(id) => {
        if (id !== view.page) step(id === null ? closePage() : openPage(id));
      }}
      onExplore={(id) => step(explore(id))}
      onHover={props.onHover}
      onShows={props.onShows}
      covered={props.covered}
    />
  );
}

/** What the picture is about where no page is open: the middle, or the end of a path that waits for its other. */
function middleOf(view: ViewState): string | null {
  if (view.mode === 'neighbourhood') return view.seed;
  return view.mode === 'path' && drawsMap(view) ? (view.from ?? view.to) : null;
}

function InPlaceOfMap(props: SeaProps): ReactElement {
  const { view } = useView();
  const { stats, notice } = props;
  if (notice) return <div className="card">{notice}</div>;
  if (stats?.pages === 0) {
    return (
      <div className="card notice">
        <h2 className="notice-title">An empty sea</h2>
        <p>
          {stats.name === ''
            ? 'Nothing has been imported yet. The map shows itself as soon as that is done.'
            : `There are no pages in ${stats.name} yet. Add Markdown files to the folder, import it again, and the map will show them.`}
        </p>
      </div>
    );
  }
  if (view.mode === 'neighbourhood' && view.seed === null) {
    return (
      <div className="card notice">
        <h2 className="notice-title">Whose neighbourhood?</h2>
        <p>Search for a topic, or choose one on the map, to see what lies around it.</p>
      </div>
    );
  }
  return <LoadingText stats={stats} />;
}

function LoadingSea(props: { stats: Stats | undefined }): ReactElement {
  return (
    <div className="on-sea">
      <LoadingText stats={props.stats} />
    </div>
  );
}

function LoadingText({ stats }: { stats: Stats | undefined }): ReactElement {
  return <LoadingMap text={stats ? `Drawing ${countOf(stats.pages, 'page')}` : 'Unrolling the map'} />;
}
