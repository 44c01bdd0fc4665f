/** Map or neighbourhood, and the lists. */
import type { ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import { closeList, openList, showMode } from '../state/view-state.ts';

export function ModeBar(): ReactElement {
  const { view, step } = useView();
  return (
    <div className="mode-bar">
      <ToggleButtonGroup
        className="segments"
        aria-label="Picture"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.mode]}
        onSelectionChange={(keys) => step(showMode(keys.has('neighbourhood') ? 'neighbourhood' : 'map'))}
      >
        <ToggleButton className="segment" id="map">
          Map
        </ToggleButton>
        <ToggleButton className="segment" id="neighbourhood">
          Neighbourhood
        </ToggleButton>
      </ToggleButtonGroup>
      <ToggleButton
        className="button button-quiet"
        isSelected={view.list !== null}
        onChange={(selected) =>
          step(
            selected
              ? openList(view.mode === 'neighbourhood' && view.seed ? 'shown' : 'orphans')
              : closeList(),
          )
        }
      >
        <Icon name="list" />
        Lists
      </ToggleButton>
    </div>
  );
}
