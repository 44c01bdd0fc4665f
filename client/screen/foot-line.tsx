/** What the picture leaves out, said at the foot of the screen; nothing where it shows everything. */
import type { ReactElement } from 'react';

import type { Extent } from '../../graph/api.ts';
import { cutText } from './cut-text.ts';
import type { Picture } from './sea.tsx';

export function FootLine(props: { picture: Picture | null }): ReactElement {
  const text = props.picture && cutText(extentOf(props.picture));
  return <output className="foot-line">{text !== null && <span>{text}</span>}</output>;
}

function extentOf(picture: Picture): Extent {
  return picture.kind === 'map' ? picture.map.attributes : picture.subgraph.attributes;
}
