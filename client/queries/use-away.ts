/**
 * Whether the server answers at all, whether it can reach its store and how far an import of its own
 * is, learnt from every request there is and from the server's events, so that it is said once and
 * not by each part of the screen.
 * Invariant: as soon as one request is answered, all that failed for want of an answer are made again.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';

import { awayOf, type Away } from './problem.ts';
import { useLiveGraph, type ImportProgress, type LiveListener } from './use-live-graph.ts';

export function useAway(): { away: Away | null; importing: ImportProgress | null; retry: () => void } {
  const client = useQueryClient();
  const [away, setAway] = useState<Away | null>(null);
  const [importing, setImporting] = useState<ImportProgress | null>(null);

  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'success') setAway(null);
        else if (event.action.type === 'error') setAway(awayOf(event.action.error));
      }),
    [client],
  );

  const [listener] = useState<LiveListener>(() => ({
    onStore: (reachable) => setAway((before) => (reachable ? (before === 'store' ? null : before) : 'store')),
    onImport: setImporting,
  }));
  useLiveGraph(listener);

  const retry = useCallback(() => {
    void client.refetchQueries({
      type: 'active',
      predicate: ({ queryKey, state }) => queryKey[0] === 'stats' || awayOf(state.error) !== null,
    });
  }, [client]);

  // The first asks for what is always on the screen, and so goes on asking; the second, once it is back.
  useEffect(() => {
    if (away === null) return;
    retry();
    return retry;
  }, [away, retry]);

  return { away, importing, retry };
}
