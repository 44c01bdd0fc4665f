/**
 * Follows the server's events while the tab is in sight: what is on the screen is asked for anew
 * when another graph is stored than the one it was made of, and stays until the answer is there.
 * Invariant: at most one connection, none while the tab is hidden: a browser has few for each server.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { EventData, EventName } from '../../graph/api.ts';
import { loadedGraphs } from './loaded-graphs.ts';

/** After an answer that is no stream, such as a proxy's error page, the browser does not come again by itself. */
const COME_AGAIN_MS = 5000;

/** How far an import of the server's own is. */
export type ImportProgress = EventData<'import'>;

export interface LiveListener {
  /** whether the server can reach its store */
  onStore: (reachable: boolean) => void;
  /** how far an import is; null where none is, or none is known of */
  onImport: (progress: ImportProgress | null) => void;
}

/** @param listener hears the rest; the same object while it stays the same */
export function useLiveGraph(listener: LiveListener): void {
  const client = useQueryClient();

  useEffect(() => {
    let source: EventSource | null = null;
    let later: ReturnType<typeof setTimeout> | undefined;

    const close = (): void => {
      clearTimeout(later);
      listener.onImport(null);
      source?.close();
      source = null;
    };
    const open = (): void => {
      close();
      const opened = new EventSource('/api/events');
      source = opened;
      hear(opened, 'store-reachable', ({ reachable }) => listener.onStore(reachable));
      hear(opened, 'graph-changed', ({ fingerprint }) => {
        if (loadedGraphs.becomes(fingerprint)) void client.invalidateQueries();
      });
      hear(opened, 'import', (progress) => listener.onImport(progress.phase === null ? null : progress));
      opened.addEventListener('error', () => {
        // Who comes again is told anew of an import that still goes on.
        listener.onImport(null);
        if (opened.readyState === EventSource.CLOSED) later = setTimeout(open, COME_AGAIN_MS);
      });
    };
    const follow = (): void => {
      if (document.hidden) close();
      else if (source === null) open();
    };

    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [client, listener]);
}

function hear<Name extends EventName>(
  source: EventSource,
  name: Name,
  onData: (data: EventData<Name>) => void,
): void {
  source.addEventListener(name, (event: MessageEvent<string>) => {
    onData(JSON.parse(event.data) as EventData<Name>);
  });
}
