/** Map, neighbourhood or path, and the lists. */
import { memo, type ReactElement } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import { closeList, drawsShown, openList, showMode, type Mode } from '../state/view-state.ts';

const MODES: readonly { id: Mode; name: string }[] = [
  { id: 'map', name: 'Map' },
  { id: 'neighbourhood', name: 'Neighbourhood' },
  { id: 'path', name: 'Path' },
];

export const ModeBar = memo(function ModeBar(): ReactElement {
  const { view, step } = useView();
  return (
    <div className="mode-bar">
      <ToggleButtonGroup
        className="segments"
        aria-label="Picture"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.mode]}
        onSelectionChange={(keys) => {
          const mode = MODES.find(({ id }) => keys.has(id));
          if (mode) step(showMode(mode.id));
        }}
      >
        {MODES.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <ToggleButton
        className="button button-quiet"
        isSelected={view.list !== null}
        onChange={(selected) =>
          step(selected ? openList(drawsShown(view) ? 'shown' : 'orphans') : closeList())
        }
      >
        <Icon name="list" />
        Lists
      </ToggleButton>
    </div>
  );
});
