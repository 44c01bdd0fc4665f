import { describe, expect, it } from 'vitest';

import { viewHistory } from '../../client/state/history.ts';
import { openPage, setCamera, setStructural } from '../../client/state/view-state.ts';

/** As much of a window as the history needs: entries of addresses, and a way back. */
function windowAt(address: string) {
  const entries = [address];
  const listeners: (() => void)[] = [];
  const url = (): URL => new URL(entries.at(-1) ?? '/', 'http://127.0.0.1');
  const window = {
    get location() {
      return url();
    },
    history: {
      pushState: (_state: unknown, _title: string, to: string) => entries.push(to),
      replaceState: (_state: unknown, _title: string, to: string) => entries.splice(-1, 1, to),
    },
    addEventListener: (_type: string, listener: () => void) => listeners.push(listener),
  };
  const back = (): void => {
    entries.pop();
    for (const listener of listeners) listener();
  };
  return { window: window as unknown as Window, entries, back };
}

describe('the history', () => {
  it('begins with the view of the address', () => {
    const { window } = windowAt('/?page=a&structural=1');
    expect(viewHistory(window).current()).toMatchObject({ page: 'a', structural: true });
  });

  it('makes a step that Back undoes, and tells those who listen', () => {
    const { window, entries, back } = windowAt('/');
    const history = viewHistory(window);
    let told = 0;
    history.subscribe(() => {
      told += 1;
    });
    history.step(openPage('a'));
    history.step(openPage('b'));
    expect(entries).toEqual(['/', '/?page=a', '/?page=b']);
    back();
    expect(history.current().page).toBe('a');
    expect(told).toBe(3);
  });

  it('puts adjustments into the step they belong to', () => {
    const { window, entries } = windowAt('/');
    const history = viewHistory(window);
    history.step(openPage('a'));
    history.adjust(setCamera({ x: 1, y: 2, ratio: 0.5 }));
    history.adjust(setStructural(true));
    expect(entries).toEqual(['/', '/?page=a&structural=1&camera=1,2,0.5']);
  });

  it('counts how often someone went back, and nothing else', () => {
    const { window, back } = windowAt('/');
    const history = viewHistory(window);
    history.step(openPage('a'));
    history.adjust(setStructural(true));
    expect(history.returns()).toBe(0);
    back();
    expect(history.returns()).toBe(1);
  });

  it('makes no step to where it already is', () => {
    const { window, entries } = windowAt('/?page=a');
    viewHistory(window).step(openPage('a'));
    expect(entries).toHaveLength(1);
  });
});
