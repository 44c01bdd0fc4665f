/**
 * The screen: the map under everything, and the cards that lie on it. Invariant: what is shown
 * follows from the view state and the server's answers alone, so an address shows the same again.
 */
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, type ReactElement } from 'react';
import { Button } from 'react-aria-components';

import { useStats } from './queries/hooks.ts';
import { awayOf } from './queries/problem.ts';
import { useAway } from './queries/use-away.ts';
import { Legend } from './legend/legend.tsx';
import { makePalette } from './legend/palette.ts';
import type { MapHandle } from './map/map-view.tsx';
import { ModeBar } from './modes/mode-bar.tsx';
import { NeighbourhoodBar } from './modes/neighbourhood-bar.tsx';
import { ImportLine } from './notice/import-line.tsx';
import { LoadingLines } from './notice/loading.tsx';
import { ServerAway, StoreAway, Trouble } from './notice/trouble.tsx';
import { PagePanel } from './panel/page-panel.tsx';
import { SheetHandle } from './panel/sheet-handle.tsx';
import { PathBar } from './paths/path-bar.tsx';
import { usePaths } from './paths/use-paths.ts';
import { FootLine } from './screen/foot-line.tsx';
import { HomeLink } from './screen/home-link.tsx';
import { Icon } from './screen/icons.tsx';
import { NARROW_PX, ROOMY_PX } from './screen/insets.ts';
import { NavigationContext, type Navigation } from './screen/navigation.ts';
import { Sea } from './screen/sea.tsx';
import { useCards } from './screen/use-cards.ts';
import { useKeys } from './screen/use-keys.ts';
import { usePicture } from './screen/use-picture.ts';
import { ZoomControls } from './screen/zoom-controls.tsx';
import { SearchBox } from './search/search-box.tsx';
import { useView } from './state/use-view.ts';
import {
  closeList,
  closePage,
  explore as exploreView,
  openMentions,
  openPage,
  type Producer,
} from './state/view-state.ts';
import { countOf } from './text/format.ts';
import { useMedia, useTheme } from './theme/use-theme.ts';
import './app.css';

// Not needed for the first view.
const ListCard = lazy(async () => ({ default: (await import('./lists/list-card.tsx')).ListCard }));

export function App(): ReactElement {
  const { view, step, returns } = useView();
  const theme = useTheme();
  const narrow = useMedia(`(max-width: ${NARROW_PX}px)`);
  const roomy = useMedia(`(min-width: ${ROOMY_PX}px)`);
  const stats = useStats();
  const paths = usePaths();
  const { picture, trouble, retry, onHover, onShows } = usePicture(stats.data, paths);
  const { away, importing, retry: retryAway } = useAway();

  const map = useRef<MapHandle>(null);
  const [covered, cardAt] = useCards();
  const [sheetFull, setSheetFull] = useState(false);
  const [legendOpen, setLegendOpen] = useState(false);
  const sheetOpen = view.page !== null || (narrow && view.list !== null);
  const { insets } = covered;

  const folders = stats.data?.folders;
  const communities = stats.data?.communities;
  const palette = useMemo(
    () => makePalette(folders ?? [], communities ?? [], theme),
    [folders, communities, theme],
  );

  const { mode } = view;
  const explore = useCallback((id: string) => step(exploreView(id)), [step]);
  const show = useCallback(
    (id: string, opening: Producer) => {
      step(opening);
      // The panel that opens with the page covers a part of the map: fly once it lies there.
      const before = returns();
      requestAnimationFrame(() => {
        if (returns() !== before) return;
        const flew = map.current?.flyTo(id) ?? false;
        if (!flew && mode === 'neighbourhood') explore(id);
      });
    },
    [step, explore, mode, returns],
  );
  const navigation = useMemo<Navigation>(
    () => ({
      open: (id, section = null) => show(id, openPage(id, section)),
      openMentions: (id) => show(id, openMentions(id)),
      explore,
    }),
    [show, explore],
  );
  const flyToRegion = useCallback((community: number) => map.current?.flyToRegion(community), []);
  useKeys({ onEscape: () => step(view.page === null ? closeList() : closePage()) });
  useTitle(view.page, stats.data?.name);

  const told = stats.error ?? trouble;
  const retryAll = (): void => {
    if (stats.isError) void stats.refetch();
    retry();
  };
  const notice =
    away === 'server' ? (
      <ServerAway retry={retryAway} />
    ) : away === 'store' ? (
      <StoreAway />
    ) : told === null || awayOf(told) !== null ? null : (
      <Trouble error={told} retry={retryAll} />
    );

  const subgraph = picture?.kind === 'neighbourhood' ? picture.subgraph : null;
  const seedTitle = subgraph?.nodes.find(({ key }) => key === view.seed)?.attributes.label ?? null;
  const list = view.list !== null && (
    <Suspense fallback={<LoadingLines what="the list" />}>
      <ListCard kind={view.list} shown={subgraph} paths={paths} />
    </Suspense>
  );
  const listInPanel = narrow && view.page === null;

  return (
    <NavigationContext value={navigation}>
      <div
        className="app"
        data-sheet={narrow && sheetOpen ? (sheetFull ? 'full' : 'half') : 'none'}
        style={{
          '--free-left': `${insets.left}px`,
          '--free-right': `${insets.right}px`,
          '--free-top': `${insets.top}px`,
          '--free-bottom': `${insets.bottom}px`,
        }}
      >
        <header ref={cardAt('header')} className="card top-card">
          <div className="brand">
            <h1>Wiki Atlas</h1>
            {stats.data && (
              <p>
                {stats.data.name} · {countOf(stats.data.pages, 'page')} · {countOf(stats.data.links, 'link')}
              </p>
            )}
          </div>
          {mode !== 'path' && (
            <div className="search-row">
              <SearchBox
                label="Search topics and text"
                placeholder="Search topics and text"
                slash
                onChoose={navigation.open}
              />
              {stats.data?.home != null && <HomeLink id={stats.data.home} />}
            </div>
          )}
          <ModeBar />
          {mode === 'path' && <PathBar paths={paths} />}
          {view.mode === 'neighbourhood' && view.seed !== null && (
            <NeighbourhoodBar
              seed={view.seed}
              title={seedTitle}
              pages={subgraph?.attributes.returned.nodes ?? null}
            />
          )}
        </header>

        <Sea
          map={map}
          picture={picture}
          notice={notice}
          stats={stats.data}
          theme={theme}
          palette={palette}
          covered={covered}
          onHover={onHover}
          onShows={onShows}
        />
        <ImportLine progress={importing} />
        {picture && <ZoomControls ref={cardAt('zoom')} map={map} />}

        {view.list !== null && !narrow && (
          <section ref={cardAt('list')} className="card list-card" aria-label="Lists">
            {list}
          </section>
        )}
        {stats.data && stats.data.pages > 0 && (narrow ? !sheetOpen : view.list === null) && (
          <div ref={cardAt('legend')} className="legend-corner">
            {!roomy && (
              <Button
                className="button legend-button"
                aria-expanded={legendOpen}
                onPress={() => setLegendOpen(!legendOpen)}
              >
                <Icon name={legendOpen ? 'close' : 'layers'} />
                Legend
              </Button>
            )}
            {(roomy || legendOpen) && (
              <aside className="card legend" aria-label="Legend">
                <Legend
                  stats={stats.data}
                  palette={palette}
                  onRegion={picture?.kind === 'map' ? flyToRegion : null}
                />
              </aside>
            )}
          </div>
        )}

        {sheetOpen && (
          <aside ref={cardAt('panel')} className="card panel" aria-label={listInPanel ? 'Lists' : 'Page'}>
            {narrow && <SheetHandle full={sheetFull} onChange={setSheetFull} />}
            {view.page === null ? list : <PagePanel id={view.page} folderColor={palette.folder} />}
          </aside>
        )}

        <FootLine ref={cardAt('foot')} picture={picture} />
      </div>
    </NavigationContext>
  );
}

function useTitle(page: string | null, wiki: string | undefined): void {
  useEffect(() => {
    const name = page === null ? wiki : page.slice(page.lastIndexOf('/') + 1).replaceAll('_', ' ');
    document.title = name === undefined ? 'Wiki Atlas' : `${name} · Wiki Atlas`;
  }, [page, wiki]);
}
