/** The few icons there are: 20 px, drawn with the text's colour, hidden from screen readers. */
import type { ReactElement } from 'react';

const PATHS = {
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4',
  close: 'M5 5l10 10M15 5L5 15',
  plus: 'M10 4v12M4 10h12',
  minus: 'M4 10h12',
  fit: 'M3.5 7.5v-4h4M16.5 7.5v-4h-4M3.5 12.5v4h4M16.5 12.5v4h-4',
  target: 'M10 5.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10 2v3M10 15v3M2 10h3M15 10h3',
  list: 'M7 5h10M7 10h10M7 15h10M3 5h.01M3 10h.01M3 15h.01',
  layers: 'M10 3l7 4-7 4-7-4zM3 11l7 4 7-4',
  up: 'M5 12.5l5-5 5 5',
  down: 'M5 7.5l5 5 5-5',
  swap: 'M6.5 4v12M6.5 16L3.5 13M6.5 16l3-3M13.5 16V4M13.5 4l-3 3M13.5 4l3 3',
  home: 'M3.5 9.5L10 4l6.5 5.5M5.5 8.5v7.5h9V8.5M8.5 16v-4h3v4',
} as const;

export type IconName = keyof typeof PATHS | 'play';

export function Icon(props: { name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
      {props.name === 'play' ? (
        <path d="M6 4l10 6-10 6z" fill="currentColor" />
      ) : (
        <path
          d={PATHS[props.name]}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      )}
    </svg>
  );
}
