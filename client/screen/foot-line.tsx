/** What the picture leaves out, said at the foot of the screen; nothing where it shows everything. */
import type { ReactElement, Ref } from 'react';

import type { Extent } from '../../graph/api.ts';
import { cutText } from './cut-text.ts';
import type { Picture } from './sea.tsx';

/** `ref`: of the text's own place, none where there is no text. */
export function FootLine({ ref, picture }: { ref: Ref<HTMLElement>; picture: Picture | null }): ReactElement {
  const text = picture && cutText(extentOf(picture));
  return <output className="foot-line">{text !== null && <span ref={ref}>{text}</span>}</output>;
}

function extentOf(picture: Picture): Extent {
  return picture.kind === 'map' ? picture.map.attributes : picture.subgraph.attributes;
}
