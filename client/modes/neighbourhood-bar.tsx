/** What the neighbourhood is of, how far it reaches and which way links are followed. */
import type { ReactElement } from 'react';
import { Button, Group, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import type { Direction } from '../../graph/api.ts';
import { Icon } from '../screen/icons.tsx';
import { useView } from '../state/use-view.ts';
import { MAX_DEPTH, MIN_DEPTH, setDepth, setDirection } from '../state/view-state.ts';
import { Breakable } from '../text/breakable.tsx';
import { countOf } from '../text/format.ts';

const DIRECTIONS: readonly { id: Direction; name: string }[] = [
  { id: 'in', name: 'In' },
  { id: 'both', name: 'Both' },
  { id: 'out', name: 'Out' },
];

/** `title`: of the page in the middle, null while it is not known. */
export function NeighbourhoodBar(props: {
  seed: string;
  title: string | null;
  pages: number | null;
}): ReactElement {
  const { view, step } = useView();
  return (
    <div className="neighbourhood-bar">
      <p className="mode-hint">
        Around{' '}
        <b>
          <Breakable name={props.title ?? props.seed} />
        </b>
        {props.pages !== null && ` · ${countOf(props.pages, 'page')}`}
      </p>
      <Group className="stepper" aria-label="Depth">
        <Button
          className="icon-button"
          aria-label="One step less"
          isDisabled={view.depth <= MIN_DEPTH}
          onPress={() => step(setDepth(view.depth - 1))}
        >
          <Icon name="minus" />
        </Button>
        <output>{countOf(view.depth, 'step')}</output>
        <Button
          className="icon-button"
          aria-label="One step more"
          isDisabled={view.depth >= MAX_DEPTH}
          onPress={() => step(setDepth(view.depth + 1))}
        >
          <Icon name="plus" />
        </Button>
      </Group>
      <ToggleButtonGroup
        className="segments"
        aria-label="Links followed"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.direction]}
        onSelectionChange={(keys) => {
          const direction = DIRECTIONS.find(({ id }) => keys.has(id));
          if (direction) step(setDirection(direction.id));
        }}
      >
        {DIRECTIONS.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </div>
  );
}
