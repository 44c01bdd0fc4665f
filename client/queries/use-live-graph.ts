/**
 * Follows the server's events while the tab is in sight: what is on the screen is asked for anew
 * when another graph is stored, and stays until the answer is there.
 * Invariant: at most one connection, none while the tab is hidden: a browser has few for each server.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import type { EventData, EventName } from '../../graph/api.ts';

/** After an answer that is no stream, such as a proxy's error page, the browser does not come again by itself. */
const COME_AGAIN_MS = 5000;

/** @param onStore hears whether the server can reach its store; the same function while it stays the same */
export function useLiveGraph(onStore: (reachable: boolean) => void): void {
  const client = useQueryClient();

  useEffect(() => {
    let source: EventSource | null = null;
    let later: ReturnType<typeof setTimeout> | undefined;
    // Of the graph that the screen shows, undefined while not known.
    let shown: string | null | undefined;

    const close = (): void => {
      clearTimeout(later);
      source?.close();
      source = null;
    };
    const open = (): void => {
      close();
      const opened = new EventSource('/api/events');
      source = opened;
      hear(opened, 'store-reachable', ({ reachable }) => onStore(reachable));
      hear(opened, 'graph-changed', ({ fingerprint }) => {
        if (shown !== undefined && shown !== fingerprint) void client.invalidateQueries();
        shown = fingerprint;
      });
      opened.addEventListener('error', () => {
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
  }, [client, onStore]);
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
