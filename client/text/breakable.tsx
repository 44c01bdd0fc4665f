/** A name that may break after `_` and `/`: names of files have no blanks to break at. */
import { Fragment, type ReactElement } from 'react';

export function Breakable({ name }: { name: string }): ReactElement {
  const parts = name.split(/(?<=[_/])/);
  return (
    <>
      {parts.map((part, place) => (
        // The parts are the name's, in its order.
        // oxlint-disable-next-line react/no-array-index-key
        <Fragment key={place}>
          {part}
          {place < parts.length - 1 && <wbr />}
        </Fragment>
      ))}
    </>
  );
}
