/** The colour scheme that the system asks for, live. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const DARK = '(prefers-color-scheme: dark)';

export function useTheme(): Theme {
  return useMedia(DARK) ? 'dark' : 'light';
}

/** Whether a media query holds; renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}
