/** Stands where something is on its way; told to screen readers, shown after a moment only. */
import type { ReactElement } from 'react';

import './notice.css';

/** Grey lines in place of a list or a text. */
export function LoadingLines(props: { what: string; lines?: number }): ReactElement {
  return (
    <output className="loading-lines">
      <span className="visually-hidden">Loading {props.what}</span>
      {Array.from({ length: props.lines ?? 6 }, (_, line) => (
        <span key={line} aria-hidden="true" style={{ width: `${95 - ((line * 37) % 45)}%` }} />
      ))}
    </output>
  );
}

/** In the middle of the sea. */
export function LoadingMap(props: { text: string }): ReactElement {
  return (
    <output className="loading-map">
      <span className="loading-dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {props.text}
    </output>
  );
}
