/**
 * The map as far as it is loaded: the overview first, with the orphans of a wiki that it cannot show
 * whole, then what the view shows as it moves, and all links of the page that is meant.
 * Invariant: what was loaded stays while more is asked for; another graph or other filters begin
 * with their overview again.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import type { MapColumns, Subgraph } from '../../graph/api.ts';
import { type MapGraph, unpackMap } from '../../graph/map-columns.ts';
import { type LoadedMap, type MapPart, loadedMap, partAround, withParts } from '../map/map-parts.ts';
import type { ViewPart } from '../map/view-part.ts';
import { getJson } from './request.ts';

/** All of a wiki of some thousand pages; more dots than these are a blot. */
const OVERVIEW = { limit: 8000, links: 12_000 };
/** Enough to see where they lie. */
const ORPHANS = { orphans: true, limit: 3000, links: 0 };
/** More than fit on a screen with room between them. */
const PART = { limit: 2500, links: 10_000 };
const AROUND = { depth: 1, limit: 300 };
/** A part that was left is kept with the map; the query's own copy is not needed for long. */
const LEFT_MS = 10_000;

interface Filters {
  structural: boolean;
  wanted: boolean;
  /** the front-matter key whose values are coloured */
  color: string | null;
}

interface Asked {
  filters: Filters;
  /** of the whole wiki, pages and wanted pages */
  nodes: number;
  enabled: boolean;
  /** what the view shows, null where it shows all */
  part: ViewPart | null;
  /** the page that is open or pointed at */
  page: string | null;
}

export interface MapLoading {
  /** null before the overview is there */
  loaded: LoadedMap | null;
  error: Error | null;
  retry: () => void;
}

export function useLoadedMap({ filters, nodes, enabled, part, page }: Asked): MapLoading {
  const overview = useQuery({
    queryKey: ['map', filters],
    queryFn: ({ signal }) => getMap({ ...filters, ...OVERVIEW }, signal),
    placeholderData: keepPreviousData,
    enabled,
  });
  // beside the overview, and not once it is there: both make the first picture
  const isLarge = nodes > OVERVIEW.limit;
  const orphans = useQuery({
    queryKey: ['map', filters, 'orphans'],
    queryFn: ({ signal }) => getMap({ ...filters, ...ORPHANS }, signal),
    placeholderData: keepPreviousData,
    enabled: enabled && isLarge,
  });
  const isThere = !overview.isPlaceholderData && !(isLarge && (orphans.isPlaceholderData || !orphans.data));
  const first = isThere ? overview.data : undefined;
  const more = useQuery({
    queryKey: ['map', filters, part],
    queryFn: async ({ signal }): Promise<MapPart> => ({
      key: JSON.stringify(part),
      map: await getMap({ ...filters, ...PART, bbox: part?.join(',') ?? null }, signal),
    }),
    enabled: enabled && part !== null && first !== undefined && mayHoldMore(first, part),
    gcTime: LEFT_MS,
  });
  const around = useQuery({
    queryKey: ['map', filters, page],
    queryFn: async ({ signal }): Promise<MapPart> => {
      const { structural, wanted } = filters;
      const query = { structural, wanted, ...AROUND, seed: page };
      return partAround(JSON.stringify(page), await getJson<Subgraph>('/api/subgraph', query, signal));
    },
    enabled: enabled && page !== null && first !== undefined && isCut(first),
    gcTime: LEFT_MS,
  });

  const at = overview.dataUpdatedAt;
  const [loaded, setLoaded] = useState<{ at: number; map: LoadedMap } | null>(null);
  if (first) {
    const lonely = isLarge && isCut(first) ? (orphans.data ?? null) : null;
    const { overview: before, orphans: lonelyBefore } = loaded?.map ?? {};
    const isSame = loaded?.at === at && before === first && lonelyBefore === lonely;
    const map = isSame ? loaded.map : loadedMap(first, lonely);
    const now = withParts(
      map,
      [more.data, around.data].filter((answer) => answer !== undefined),
    );
    if (now !== loaded?.map || at !== loaded.at) setLoaded({ at, map: now });
  }
  const retry = (): void => {
    for (const asked of [overview, orphans]) if (asked.error) void asked.refetch();
  };
  return { loaded: loaded?.map ?? null, error: overview.error ?? orphans.error, retry };
}

async function getMap(
  query: Filters & { limit: number; links: number; bbox?: string | null; orphans?: boolean },
  signal: AbortSignal,
): Promise<MapGraph> {
  return unpackMap(await getJson<MapColumns>('/api/map', { ...query }, signal));
}

function isCut({ attributes: { returned, total, strongest } }: MapGraph): boolean {
  return returned.nodes < total.nodes || strongest !== null;
}

/** The overview holds the most important nodes of every box: where there are as many as a part has, it has no others. */
function mayHoldMore({ attributes, nodes }: MapGraph, [minX, minY, maxX, maxY]: ViewPart): boolean {
  if (attributes.returned.nodes >= attributes.total.nodes) return false;
  let inside = 0;
  for (const [node, x] of nodes.x.entries()) {
    const y = nodes.y[node] ?? 0;
    if (x >= minX && x <= maxX && y >= minY && y <= maxY) inside += 1;
  }
  return inside < PART.limit;
}
