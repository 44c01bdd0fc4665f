/**
 * Whether the server answers at all, learnt from every request there is, so that it is said once
 * and not by each part of the screen.
 * Invariant: as soon as one request is answered, all that failed for want of an answer are made again.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';

import { isUnanswered } from './problem.ts';

export function useServerAway(): { away: boolean; retry: () => void } {
  const client = useQueryClient();
  const [away, setAway] = useState(false);

  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated') return;
        if (event.action.type === 'success') setAway(false);
        else if (event.action.type === 'error') setAway(isUnanswered(event.action.error));
      }),
    [client],
  );

  const retry = useCallback(() => {
    void client.refetchQueries({
      type: 'active',
      predicate: ({ queryKey, state }) => queryKey[0] === 'stats' || isUnanswered(state.error),
    });
  }, [client]);

  // The first asks for what is always on the screen, and so goes on asking; the second, once it is back.
  useEffect(() => {
    if (!away) return;
    retry();
    return retry;
  }, [away, retry]);

  return { away, retry };
}
