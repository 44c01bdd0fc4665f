/** Nearer, farther, everything: what the wheel and the fingers do, for those who have neither. */
import { memo, type ReactElement, type Ref, type RefObject } from 'react';
import { Button, Group } from 'react-aria-components';

import type { MapHandle } from '../map/map-view.tsx';
import { Icon } from './icons.tsx';

export const ZoomControls = memo(function ZoomControls({
  ref,
  map,
}: {
  ref: Ref<HTMLDivElement>;
  map: RefObject<MapHandle | null>;
}): ReactElement {
  return (
    <Group ref={ref} className="card zoom" aria-label="Zoom">
      <Button className="icon-button" aria-label="Zoom in" onPress={() => map.current?.zoomIn()}>
        <Icon name="plus" />
      </Button>
      <Button className="icon-button" aria-label="Zoom out" onPress={() => map.current?.zoomOut()}>
        <Icon name="minus" />
      </Button>
      <Button className="icon-button" aria-label="Show everything" onPress={() => map.current?.fit()}>
        <Icon name="fit" />
      </Button>
    </Group>
  );
});
