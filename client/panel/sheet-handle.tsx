/** On narrow screens the panel is a sheet: its handle takes it from half to full height and back. */
import { useRef, type ReactElement } from 'react';
import { Button } from 'react-aria-components';

import { Icon } from '../screen/icons.tsx';

/** As far as a finger goes before it means a swipe. */
const SWIPE_PX = 30;

export function SheetHandle(props: { full: boolean; onChange: (full: boolean) => void }): ReactElement {
  const from = useRef<number | null>(null);
  return (
    <div
      className="sheet-handle"
      onPointerDown={(event) => {
        from.current = event.clientY;
      }}
      onPointerUp={(event) => {
        const way = from.current === null ? 0 : event.clientY - from.current;
        from.current = null;
        if (Math.abs(way) > SWIPE_PX) props.onChange(way < 0);
      }}
    >
      <Button
        className="sheet-button"
        aria-label={props.full ? 'Half height' : 'Full height'}
        onPress={() => props.onChange(!props.full)}
      >
        <Icon name={props.full ? 'down' : 'up'} />
      </Button>
    </div>
  );
}
