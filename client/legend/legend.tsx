/**
 * What colours mean, with counts; folders can be hidden, regions flown to, orphans and wanted pages
 * brought out.
 */
import { memo, type ReactElement } from 'react';
import { Button, Switch, ToggleButton } from 'react-aria-components';

import type { Stats } from '../../graph/api.ts';
import { useReport } from '../queries/hooks.ts';
import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import {
  coloredKey,
  openList,
  setHighlight,
  setStructural,
  setWanted,
  showAllFolders,
  toggleFolder,
} from '../state/view-state.ts';
import { countOf, folderName, formatCount } from '../text/format.ts';
import { ColorMenu } from './color-menu.tsx';
import { COLORED_VALUES, type Palette } from './palette.ts';
import './legend.css';

const MOST_REGIONS = 40;

interface LegendProps {
  stats: Stats;
  palette: Palette;
  /** flies to a region; null where the picture has none */
  onRegion: ((community: number) => void) | null;
}

export const Legend = memo(function Legend(props: LegendProps): ReactElement {
  const { view, adjust } = useView();
  const { stats, palette } = props;
  const orphans = useOrphanCount(stats, view.structural);
  return (
    <>
      <ColorMenu stats={stats} />
      {view.colorBy === 'folder' ? (
        <Folders stats={stats} palette={palette} />
      ) : view.colorBy === 'community' ? (
        <Regions {...props} />
      ) : (
        <Values stats={stats} palette={palette} facet={coloredKey(view.colorBy) ?? ''} />
      )}
      <div className="legend-rest">
        <HighlightRow kind="orphans" name="Orphans" count={orphans} />
        <HighlightRow kind="wanted" name="Wanted pages" count={stats.wanted} />
        <Switch className="switch" isSelected={view.wanted} onChange={(on) => adjust(setWanted(on))}>
          <span className="switch-track" />
          Show wanted pages
        </Switch>
        <Switch className="switch" isSelected={view.structural} onChange={(on) => adjust(setStructural(on))}>
          <span className="switch-track" />
          Structural links
          <span className="count">{formatCount(stats.structuralLinks)}</span>
        </Switch>
      </div>
    </>
  );
});

function Folders(props: { stats: Stats; palette: Palette }): ReactElement {
  const { view, adjust } = useView();
  return (
    <>
      <ul className="legend-list" aria-label="Folders: press to hide or show">
        {props.stats.folders.map(({ name, count }) => (
          <li key={name}>
            <ToggleButton
              className="legend-row"
              isSelected={!view.hidden.includes(name)}
              onChange={() => adjust(toggleFolder(name))}
            >
              <span className="swatch" style={{ '--swatch': props.palette.folder(name) }} />
              <span className="legend-name">{folderName(name)}</span>
              <span className="count">{formatCount(count)}</span>
            </ToggleButton>
          </li>
        ))}
      </ul>
      {view.hidden.length > 0 && (
        <Button className="button button-quiet legend-all" onPress={() => adjust(showAllFolders())}>
          Show all folders
        </Button>
      )}
    </>
  );
}

function Regions(props: LegendProps): ReactElement {
  const { onRegion } = props;
  const regions = props.stats.communities
    .map((region, community) => ({ ...region, community }))
    .filter(({ parent }) => parent === null)
    .sort((a, b) => b.count - a.count || a.community - b.community);
  const more = regions.length - MOST_REGIONS;
  return (
    // What scrolls must take the focus itself where nothing in it does.
    <ul
      className="legend-list"
      aria-label={onRegion === null ? 'Regions' : 'Regions: press to fly there'}
      tabIndex={onRegion === null ? 0 : undefined} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      {regions.slice(0, MOST_REGIONS).map(({ name, count, community }) => (
        <li key={community}>
          <Button className="legend-row" isDisabled={onRegion === null} onPress={() => onRegion?.(community)}>
            <span className="swatch" style={{ '--swatch': props.palette.region(community) }} />
            <span className="legend-name" title={name}>
              {name}
            </span>
            <span className="count">{formatCount(count)}</span>
          </Button>
        </li>
      ))}
      {more > 0 && <li className="legend-more">and {formatCount(more)} more</li>}
    </ul>
  );
}

/** A front-matter key's most frequent values have colours; what follows is one row. */
function Values(props: { stats: Stats; palette: Palette; facet: string }): ReactElement {
  const facet = props.stats.facets.find(({ key }) => key === props.facet);
  const values = facet?.values.slice(0, COLORED_VALUES) ?? [];
  const more = (facet?.distinct ?? 0) - values.length;
  return (
    <ul
      className="legend-list"
      aria-label={`Values of ${props.facet}`}
      tabIndex={0} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex -- what scrolls takes the focus
    >
      {values.map(({ name, count }, place) => (
        <li key={name} className="legend-row">
          <span className="swatch" style={{ '--swatch': props.palette.value(place) }} />
          <span className="legend-name" title={name}>
            {name}
          </span>
          <span className="count">{formatCount(count)}</span>
        </li>
      ))}
      <li className="legend-row">
        <span className="swatch" style={{ '--swatch': props.palette.value(-1) }} />
        <span className="legend-name">
          {more > 0 ? `${countOf(more, 'other value')}, or none` : 'No value'}
        </span>
      </li>
    </ul>
  );
}

/** As many as the map shows: structural links save pages from being orphans once they are shown. */
function useOrphanCount(stats: Stats, structural: boolean): number {
  const report = useReport('orphans', true, structural);
  return structural ? (report.data?.pages[0]?.total ?? stats.orphans) : stats.orphans;
}

function HighlightRow(props: { kind: 'orphans' | 'wanted'; name: string; count: number }): ReactElement {
  const { view, step, adjust } = useView();
  return (
    <div className="legend-pair">
      <ToggleButton
        className="legend-row"
        isSelected={view.highlight === props.kind}
        onChange={(on) => adjust(setHighlight(on ? props.kind : 'none'))}
      >
        <span className={`swatch swatch-${props.kind}`} />
        <span className="legend-name">{props.name}</span>
        <span className="count">{formatCount(props.count)}</span>
      </ToggleButton>
      <Button
        className="icon-button"
        aria-label={`List of ${props.name.toLowerCase()}`}
        onPress={() => step(openList(props.kind))}
      >
        <Icon name="list" />
      </Button>
    </div>
  );
}
