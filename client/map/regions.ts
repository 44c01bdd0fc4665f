/**
 * Regions of the map and their parts. Invariant: a community is a part if it has a parent, else a
 * region; each lies in exactly one region, its own where it is one.
 */
import type { MapColumns } from '../../graph/api.ts';

/** A region, or a part of one. */
export interface Region {
  name: string;
  /** its place among the communities */
  community: number;
  size: number;
  x: number;
  y: number;
  radius: number;
  /** the community it is a part of; null for a region */
  parent: number | null;
  bundles: MapColumns['communities'][number]['bundles'];
}

/** Regions and parts, the largest first. */
export function regionsOf(communities: MapColumns['communities']): Region[] {
  return communities
    .map((region, community) => ({ ...region, community }))
    .sort((a, b) => b.size - a.size || a.community - b.community);
}

/** For each community the region it lies in. */
export function overviewOf(communities: readonly { parent: number | null }[]): number[] {
  return communities.map((_, community) => {
    let region = community;
    // bounded, whatever the server says
    for (let level = 0; level < communities.length; level++) {
      const parent = communities[region]?.parent ?? null;
      if (parent === null) break;
      region = parent;
    }
    return region;
  });
}
