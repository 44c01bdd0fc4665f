/**
 * The view's place in the browser: one state, kept in the address.
 * Invariant: the address is the state; going back and forward in the browser changes both.
 */
import { readAddress, writeAddress } from './address.ts';
import type { Producer, ViewState } from './view-state.ts';

export interface ViewHistory {
  current: () => ViewState;
  /** how often the browser went back or forward: each time everything is shown as it was there */
  returns: () => number;
  /** a step that Back undoes: another page, mode or list */
  step: (producer: Producer) => void;
  /** a change of the step we are at: camera, switches */
  adjust: (producer: Producer) => void;
  subscribe: (listener: () => void) => () => void;
}

/** Ties a view to a window's address. */
export function viewHistory(window: Window): ViewHistory {
  const read = (): ViewState => readAddress(window.location.search, window.location.hash);
  let state = read();
  let returns = 0;
  const listeners = new Set<() => void>();
  const set = (next: ViewState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  window.addEventListener('popstate', () => {
    returns++;
    set(read());
  });

  const change = (producer: Producer, push: boolean): void => {
    const next = producer(state);
    if (next === state) return;
    const address = writeAddress(next);
    if (address !== writeAddress(state)) {
      const url = `${window.location.pathname}${address}`;
      if (push) window.history.pushState(null, '', url);
      else window.history.replaceState(null, '', url);
    }
    set(next);
  };

  return {
    current: () => state,
    returns: () => returns,
    step: (producer) => change(producer, true),
    adjust: (producer) => change(producer, false),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
