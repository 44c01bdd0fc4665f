/**
 * What each folder, region and facet value is coloured in: one palette, so that map and legend agree.
 * Invariant: every colour stands out from the sea by 3:1 and from each other one, from the quiet one
 * of the rest and from the orphans' also to eyes that lack one kind of cones.
 */
import type { Theme } from '../theme/use-theme.ts';

/**
 * Found by a search for the largest least CIEDE2000 distance, as seen by full sight and (Machado et
 * al., 2009) without long, middle or short cones; red and orange are left to the orphans.
 */
export const COLORS: Record<Theme, readonly string[]> = {
  light: ['#397ad9', '#af7b04', '#0e6f56', '#7c0330', '#7f6396', '#5c9255', '#5d2a63', '#a45467'],
  dark: ['#74a1f5', '#cbb020', '#039a7c', '#fdb4c0', '#9c65ba', '#cee69f', '#8be8fc', '#c85f77'],
};
/** So many values have colours of their own, the most frequent ones. */
export const COLORED_VALUES = COLORS.light.length;
/** Of all values that have no colour of their own, and of what has no value. */
export const OTHER: Record<Theme, string> = { light: '#6b7a83', dark: '#8b9aa2' };

export interface Palette {
  folder: (name: string) => string;
  /** of a region, or of the region that a part is in */
  region: (community: number) => string;
  /** of the facet's value at this place, the most frequent first; -1 for none */
  value: (place: number) => string;
}

/** A region on the map, in map units. */
export interface RegionPlace {
  parent: number | null;
  x: number;
  y: number;
  radius: number;
  /** pages */
  count: number;
}

/** @param folders with the number of their pages: where there are too many, the largest get colours */
export function makePalette(
  folders: readonly { name: string; count: number }[],
  communities: readonly RegionPlace[],
  theme: Theme,
): Palette {
  const bySize = folders.toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const folderPlaces = new Map(bySize.map(({ name }, place) => [name, place]));
  const regionPlaces = colorRegions(communities);
  const colorAt = (place: number): string => COLORS[theme][place] ?? OTHER[theme];
  return {
    folder: (name) => colorAt(folderPlaces.get(name) ?? -1),
    region: (community) => colorAt(regionPlaces[community] ?? -1),
    value: colorAt,
  };
}

/**
 * For each community the place of its region's colour. Like countries in an atlas: each region, the
 * largest first, takes the colour whose nearest other land is farthest away.
 */
export function colorRegions(communities: readonly RegionPlace[]): number[] {
  const colors: number[] = communities.map(() => -1);
  const order = [...communities.keys()]
    .filter((community) => communities[community]?.parent === null)
    .sort((a, b) => (communities[b]?.count ?? 0) - (communities[a]?.count ?? 0) || a - b);
  for (const community of order) {
    const nearest: number[] = Array.from({ length: COLORED_VALUES }, () => Infinity);
    for (const [other, color] of colors.entries()) {
      if (color >= 0)
        nearest[color] = Math.min(nearest[color] ?? 0, gapBetween(communities, community, other));
    }
    colors[community] = nearest.indexOf(Math.max(...nearest));
  }
  for (const [community, place] of communities.entries()) {
    let parent = place.parent;
    // bounded, whatever the server says
    for (let level = 0; parent !== null && level < communities.length; level++) {
      colors[community] = colors[parent] ?? -1;
      parent = communities[parent]?.parent ?? null;
    }
  }
  return colors;
}

function gapBetween(communities: readonly RegionPlace[], one: number, other: number): number {
  const [a, b] = [communities[one], communities[other]];
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius : Infinity;
}
