/** The paths of the view: what is asked for, what is found, and the picture of it. */
import { useMemo } from 'react';

import type { PathList, Subgraph } from '../../graph/api.ts';
import { useNodes, usePathList } from '../queries/hooks.ts';
import { useView } from '../state/use-view.ts';
import { hasBothEnds } from '../state/view-state.ts';
import { nodesOfPaths, pathPicture, type PathEnds } from './path-picture.ts';

export interface Paths {
  /** null until both are chosen, and where no path is asked for */
  ends: PathEnds | null;
  /** undefined until they are there */
  list: PathList | undefined;
  /** null until it is there */
  subgraph: Subgraph | null;
  error: Error | null;
  retry: () => void;
}

export function usePaths(): Paths {
  const { view } = useView();
  const { mode, from, to, pathDirection, structural } = view;
  const ends = useMemo<PathEnds | null>(() => {
    const asked = { from, to };
    return mode === 'path' && hasBothEnds(asked) ? asked : null;
  }, [mode, from, to]);
  const paths = usePathList(ends && { ...ends, direction: pathDirection, structural });
  const list = paths.data;
  const ids = useMemo(() => (ends && list ? nodesOfPaths(list, ends) : null), [ends, list]);
  const nodes = useNodes(ids, structural);
  const drawn = nodes.data;
  const subgraph = useMemo(
    () => (ends && list && drawn ? pathPicture(drawn, list, ends) : null),
    [ends, list, drawn],
  );
  return {
    ends,
    list,
    subgraph,
    error: paths.error ?? nodes.error,
    retry: () => void (paths.isError ? paths.refetch() : nodes.refetch()),
  };
}
