/** What colours mean, with counts; folders can be hidden, orphans and wanted pages brought out. */
import type { ReactElement } from 'react';
import { Button, Switch, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import type { Stats } from '../../graph/api.ts';
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

export function Legend(props: { stats: Stats; colorOf: ColorOf }): ReactElement {
  const { view, adjust } = useView();
  const { stats, colorOf } = props;
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
      {view.colorBy === 'folder' ? (
        <Folders stats={stats} colorOf={colorOf} />
      ) : (
        <Regions stats={stats} colorOf={colorOf} />
      )}
      <div className="legend-rest">
        <HighlightRow kind="orphans" name="Orphans" count={stats.orphans} />
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

function Regions(props: { stats: Stats; colorOf: ColorOf }): ReactElement {
  const regions = props.stats.communities.slice(0, MOST_REGIONS);
  const more = props.stats.communities.length - regions.length;
  return (
    // It scrolls and holds nothing that takes the focus, so it takes the focus itself.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className="legend-list" aria-label="Regions" tabIndex={0}>
      {regions.map(({ name, count }, community) => (
        // Two regions may have one name; a region is its place in the list.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={community} className="legend-row">
          <span className="swatch" style={{ '--swatch': props.colorOf(community) }} />
          <span className="legend-name">{name}</span>
          <span className="count">{formatCount(count)}</span>
        </li>
      ))}
      {more > 0 && <li className="legend-more">and {formatCount(more)} more</li>}
    </ul>
  );
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
