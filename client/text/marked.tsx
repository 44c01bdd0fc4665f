/** A text with places in it marked. */
import type { ReactElement } from 'react';

import { splitMarks } from './marks.ts';

export function Marked(props: {
  text: string;
  places: readonly (readonly [number, number])[];
}): ReactElement {
  return (
    <>
      {splitMarks(props.text, props.places).map((piece) =>
        piece.marked ? <mark key={piece.start}>{piece.text}</mark> : piece.text,
      )}
    </>
  );
}
