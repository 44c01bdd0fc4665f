/**
 * Where the cards lie on the map, measured as they come, go and change their size.
 * Invariant: once the layout stands still, what is told is what is on the screen.
 */
import { useLayoutEffect, useState, type Dispatch, type RefCallback, type SetStateAction } from 'react';

import type { Box } from '../map/label-layout.ts';
import type { Covered } from '../map/map-scene.ts';
import { insetsOf } from './insets.ts';

type Card = 'header' | 'legend' | 'list' | 'panel' | 'zoom' | 'foot';

/** A card's ref: the same function for the same card, always. */
export type CardAt = (card: Card) => RefCallback<HTMLElement>;

export function useCards(): [Covered, CardAt] {
  const [elements, setElements] = useState<ReadonlyMap<Card, HTMLElement>>(new Map());
  const [covered, setCovered] = useState<Covered>(() => measure(new Map()));
  const [cardAt] = useState(() => cardRefs(setElements));

  const { insets } = covered;
  useLayoutEffect(() => {
    const update = (): void => {
      const next = measure(elements);
      setCovered((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    };
    update();
    const observer = new ResizeObserver(update);
    for (const element of elements.values()) observer.observe(element);
    window.addEventListener('resize', update);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', update);
    };
    // The CSS places some cards by the insets, so they have moved when those have changed.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [elements, insets]);

  return [covered, cardAt];
}

function cardRefs(setElements: Dispatch<SetStateAction<ReadonlyMap<Card, HTMLElement>>>): CardAt {
  const refs = new Map<Card, RefCallback<HTMLElement>>();
  return (card) => {
    const ref =
      refs.get(card) ??
      ((element) => {
        if (!element) return;
        setElements((last) => new Map(last).set(card, element));
        return () => setElements((last) => new Map([...last].filter(([one]) => one !== card)));
      });
    refs.set(card, ref);
    return ref;
  };
}

function measure(elements: ReadonlyMap<Card, HTMLElement>): Covered {
  const boxes = new Map<Card, Box>();
  for (const [card, element] of elements) {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    boxes.set(card, {
      left: Math.floor(left),
      top: Math.floor(top),
      right: Math.ceil(right),
      bottom: Math.ceil(bottom),
    });
  }
  const screen = { width: window.innerWidth, height: window.innerHeight };
  const [header, panel, list] = [boxes.get('header'), boxes.get('panel'), boxes.get('list')];
  // on a phone held across the list lies where the panel does, else under the header
  const side = panel ?? (list && list.left > screen.width / 2 ? list : null);
  return {
    insets: insetsOf(screen, header ?? null, side),
    boxes: [...boxes.values()],
  };
}
