/**
 * What colours mean, with counts; folders can be hidden, regions flown to, orphans and wanted pages
 * brought out.
 */
import type { ReactElement } from 'react';
import { Button, Switch, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import type { Stats } from '../../graph/api.ts';
import { useReport } from '../queries/hooks.ts';
import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import {
  openList,
  setColorBy,
  setHighlight,
  setStructural,
  setWanted,
  showAllFolders,
  toggleFolder,
} from '../state/view-state.ts';
import { folderName, formatCount } from '../text/format.ts';
import type { ColorOf } from './palette.ts';
import './legend.css';

const MOST_REGIONS = 40;

interface LegendProps {
  stats: Stats;
  colorOf: ColorOf;
  /** flies to a region; null where the picture has none */
  onRegion: ((community: number) => void) | null;
}

export function Legend(props: LegendProps): ReactElement {
  const { view, adjust } = useView();
  const { stats, colorOf } = props;
  const orphans = useOrphanCount(stats, view.structural);
  return (
    <>
      <div className="legend-head">
        <h2 className="small-title" id="legend-title">
          Colour by
        </h2>
        <ToggleButtonGroup
          className="segments"
          aria-labelledby="legend-title"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view.colorBy]}
          onSelectionChange={(keys) => adjust(setColorBy(keys.has('community') ? 'community' : 'folder'))}
        >
          <ToggleButton className="segment" id="folder">
            Folder
          </ToggleButton>
          <ToggleButton className="segment" id="community">
            Region
          </ToggleButton>
        </ToggleButtonGroup>
      </div>
      {view.colorBy === 'folder' ? <Folders stats={stats} colorOf={colorOf} /> : <Regions {...props} />}
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
}

function Folders(props: { stats: Stats; colorOf: ColorOf }): ReactElement {
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
              <span className="swatch" style={{ '--swatch': props.colorOf(name) }} />
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
  const regions = props.stats.communities.slice(0, MOST_REGIONS);
  const more = props.stats.communities.length - regions.length;
  return (
    // What scrolls must take the focus itself where nothing in it does.
    <ul
      className="legend-list"
      aria-label={onRegion === null ? 'Regions' : 'Regions: press to fly there'}
      tabIndex={onRegion === null ? 0 : undefined} // oxlint-disable-line jsx-a11y/no-noninteractive-tabindex
    >
      {regions.map(({ name, count }, community) => (
        // Two regions may have one name; a region is its place in the list.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={community}>
          <Button className="legend-row" isDisabled={onRegion === null} onPress={() => onRegion?.(community)}>
            <span className="swatch" style={{ '--swatch': props.colorOf(community) }} />
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
