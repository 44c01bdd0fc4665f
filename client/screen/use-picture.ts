/** What there is to draw, in any mode; what was drawn stays while the next of its kind is fetched. */
import { startTransition, useCallback, useMemo, useState } from 'react';

import type { Stats } from '../../graph/api.ts';
import type { Bounds } from '../map/picture.ts';
import { type ViewPart, isSamePart, viewPart } from '../map/view-part.ts';
import type { Paths } from '../paths/use-paths.ts';
import { useSubgraph } from '../queries/hooks.ts';
import { useLoadedMap } from '../queries/use-loaded-map.ts';
import { useDebounced } from '../search/use-debounced.ts';
import { useView } from '../state/use-view.ts';
import { coloredKey, drawsMap } from '../state/view-state.ts';
import type { Picture } from './sea.tsx';

/** A pointer that only passes over a page asks for nothing, ms. */
const POINTED_MS = 200;

export interface ShownPicture {
  picture: Picture | null;
  trouble: Error | null;
  retry: () => void;
  /** the page under the pointer */
  onHover: (page: string | null) => void;
  /** what is in view, map units */
  onShows: (bounds: Bounds) => void;
}

export function usePicture(stats: Stats | undefined, paths: Paths): ShownPicture {
  const { view } = useView();
  const { mode, page, seed, depth, direction, structural, wanted } = view;
  const color = coloredKey(view.colorBy);
  const [hovered, onHover] = useState<string | null>(null);
  const pointed = useDebounced(hovered, POINTED_MS);
  const [part, setPart] = useState<ViewPart | null>(null);
  const onShows = useCallback((bounds: Bounds) => {
    const now = viewPart(bounds);
    // the map is moving: what follows from this is not to hold its frames up
    startTransition(() => setPart((before) => (before && isSamePart(before, now) ? before : now)));
  }, []);

  const onMap = drawsMap(view);
  const map = useLoadedMap({
    filters: useMemo(() => ({ structural, wanted, color }), [structural, wanted, color]),
    nodes: (stats?.pages ?? 0) + (stats?.wanted ?? 0),
    enabled: onMap && stats !== undefined && stats.pages > 0,
    part,
    page: pointed ?? page,
  });
  const around = mode === 'neighbourhood' && seed !== null;
  const subgraph = useSubgraph(around ? { seed, depth, direction, structural, wanted } : null);
  const { loaded } = map;
  const nodes = subgraph.data;
  const { ends, subgraph: ofPaths } = paths;
  const picture = useMemo<Picture | null>(() => {
    if (onMap) return loaded ? { kind: 'map', map: loaded.merged, overview: loaded.overview } : null;
    if (mode === 'path') {
      const seeds = ends && [ends.from, ends.to];
      return seeds && ofPaths ? { kind: 'neighbourhood', subgraph: ofPaths, seeds, paths: true } : null;
    }
    return seed !== null && nodes ? { kind: 'neighbourhood', subgraph: nodes, seeds: [seed] } : null;
  }, [onMap, mode, seed, loaded, nodes, ends, ofPaths]);
  const asked =
    mode === 'path' && !onMap
      ? { error: paths.error, retry: paths.retry }
      : onMap
        ? map
        : { error: subgraph.error, retry: () => void subgraph.refetch() };
  return { picture, trouble: asked.error, retry: asked.retry, onHover, onShows };
}
