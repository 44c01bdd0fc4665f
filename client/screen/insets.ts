/**
 * How much of the screen the cards cover, so that the map centres in what is free.
 * Invariant: at least a third of the screen stays free each way, however large the cards are.
 */
import { useLayoutEffect, useState } from 'react';

export interface Insets {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Below this width cards lie above and below the map rather than beside it (tokens.css has it too). */
export const NARROW_PX = 640;
/** Below this width there is no room for a free middle between cards on the left and the panel. */
export const ROOMY_PX = 1000;

type Box = Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'>;

/** `header`: the card with search and modes. `panel`: the page panel, or the sheet; null if closed. */
export function coveredBy(
  screen: { width: number; height: number },
  header: Box | null,
  panel: Box | null,
): Insets {
  const narrow = screen.width <= NARROW_PX;
  const beside = screen.width >= ROOMY_PX;
  const insets = {
    left: beside && header ? header.right : 0,
    right: !narrow && panel ? screen.width - panel.left : 0,
    top: !beside && header ? header.bottom : 0,
    bottom: narrow && panel ? screen.height - panel.top : 0,
  };
  const bounded = (first: number, second: number, size: number): [number, number] => {
    const most = (size * 2) / 3;
    const scale = first + second > most ? most / (first + second) : 1;
    return [Math.round(Math.max(0, first * scale)), Math.round(Math.max(0, second * scale))];
  };
  const [left, right] = bounded(insets.left, insets.right, screen.width);
  const [top, bottom] = bounded(insets.top, insets.bottom, screen.height);
  return { left, right, top, bottom };
}

/** Measures the cards as they come, go and change their size. */
export function useInsets(header: HTMLElement | null, panel: HTMLElement | null): Insets {
  const [insets, setInsets] = useState<Insets>({ left: 0, right: 0, top: 0, bottom: 0 });
  useLayoutEffect(() => {
    const measure = (): void => {
      const next = coveredBy(
        { width: window.innerWidth, height: window.innerHeight },
        header?.getBoundingClientRect() ?? null,
        panel?.getBoundingClientRect() ?? null,
      );
      setInsets((last) => (sameInsets(last, next) ? last : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    for (const card of [header, panel]) if (card) observer.observe(card);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [header, panel]);
  return insets;
}

function sameInsets(a: Insets, b: Insets): boolean {
  return a.left === b.left && a.right === b.right && a.top === b.top && a.bottom === b.bottom;
}
