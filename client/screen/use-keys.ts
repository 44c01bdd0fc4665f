/** Keys that work on the whole screen. */
import { useEffect, useRef } from 'react';

/** Escape, wherever it is pressed but in a field, and not used by a menu. */
export function useKeys(keys: { onEscape: () => void }): void {
  const onEscape = useRef(keys.onEscape);
  useEffect(() => {
    onEscape.current = keys.onEscape;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (!(event.target instanceof HTMLInputElement)) onEscape.current();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
