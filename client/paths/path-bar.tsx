/** The ends of a path, which way it may go, and how many there are. */
import { useEffect, useRef, type ReactElement } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';

import { usePage } from '../queries/hooks.ts';
import { Icon } from '../screen/icons.tsx';
import { SearchBox } from '../search/search-box.tsx';
import { useView } from '../state/use-view.ts';
import {
  setPathDirection,
  setPathEnd,
  swapPathEnds,
  type PathDirection,
  type PathEnd,
} from '../state/view-state.ts';
import { summaryOf } from './path-words.ts';
import type { Paths } from './use-paths.ts';
import './paths.css';

const DIRECTIONS: readonly { id: PathDirection; name: string }[] = [
  { id: 'any', name: 'Any direction' },
  { id: 'out', name: 'Along links' },
];

export function PathBar({ paths }: { paths: Paths }): ReactElement {
  const { view, step } = useView();
  const { from, to } = view;
  const bar = useRef<HTMLDivElement>(null);
  // Who came here to choose an end can write at once; on a touch screen that would open the keyboard.
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    const fine = window.matchMedia('(pointer: fine)').matches;
    if (lost && fine && (from === null) !== (to === null)) {
      bar.current?.querySelectorAll('input')[from === null ? 0 : 1]?.focus();
    }
  }, [from, to]);
  return (
    <div ref={bar} className="path-bar">
      <div className="path-ends">
        <PathField end="from" id={from} slash={from === null || to !== null} />
        <PathField end="to" id={to} slash={from !== null && to === null} />
      </div>
      <Button
        className="icon-button path-swap"
        aria-label="Swap the ends"
        isDisabled={from === null && to === null}
        onPress={() => step(swapPathEnds())}
      >
        <Icon name="swap" />
      </Button>
      <ToggleButtonGroup
        className="segments"
        aria-label="Links followed"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view.pathDirection]}
        onSelectionChange={(keys) => {
          const direction = DIRECTIONS.find(({ id }) => keys.has(id));
          if (direction) step(setPathDirection(direction.id));
        }}
      >
        {DIRECTIONS.map(({ id, name }) => (
          <ToggleButton key={id} id={id} className="segment">
            {name}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <output className={`path-summary ${paths.ends ? 'is-told' : ''}`}>{summaryOf(paths)}</output>
    </div>
  );
}

function PathField(props: { end: PathEnd; id: string | null; slash: boolean }): ReactElement {
  const { step } = useView();
  const { end, id } = props;
  const page = usePage(id);
  const title = id === null ? '' : (page.data?.title ?? (page.isError ? id : ''));
  return (
    <SearchBox
      label={end === 'from' ? 'From topic' : 'To topic'}
      placeholder={end === 'from' ? 'From: search a topic' : 'To: search a topic'}
      chosen={title}
      slash={props.slash}
      onChoose={(chosen) => step(setPathEnd(end, chosen))}
      onClear={() => step(setPathEnd(end, null))}
    />
  );
}
