/**
 * How each node looks: colour, form and whether it is there, worked out once for all layers.
 * Invariant: a node's colour is its group's, as in the legend, unless it is an orphan or wanted.
 */
import type { Palette } from '../legend/palette.ts';
import type { ColorBy, Highlight } from '../state/view-state.ts';
import type { Theme } from '../theme/use-theme.ts';
import { MAP_COLORS, mix, type MapColors } from './map-colors.ts';
import { isOrphan, type Picture } from './picture.ts';

export interface LookSettings {
  theme: Theme;
  colorBy: ColorBy;
  /** the legend's; the same object while it means the same */
  palette: Palette;
  highlight: Highlight;
  hiddenFolders: ReadonlySet<string>;
}

export interface Look {
  settings: LookSettings;
  colors: MapColors;
  /** by node */
  fill: readonly string[];
  /** by node; null for a full one */
  border: readonly (string | null)[];
  hidden: readonly boolean[];
  /** by node: not what is brought out */
  dimmed: readonly boolean[];
  /** by region or part: the colour its land is made from, null where no group has most of it */
  landOf: ReadonlyMap<number, string | null>;
  visible: number;
}

/** Dimmed nodes keep this much of their colour. */
const DIMMED_SHARE = 0.25;

export function makeLook(picture: Picture, settings: LookSettings): Look {
  const colors = MAP_COLORS[settings.theme];
  const fill: string[] = [];
  const border: (string | null)[] = [];
  const hidden: boolean[] = [];
  const dimmed: boolean[] = [];
  const groups: string[] = [];
  let visible = 0;
  for (let node = 0; node < picture.ids.length; node++) {
    const wanted = picture.wanted[node] === true;
    const orphan = isOrphan(picture, node);
    const dim = (settings.highlight === 'orphans' && !orphan) || (settings.highlight === 'wanted' && !wanted);
    const folder = picture.folders[node] ?? '';
    const group = groupColor(picture, node, settings);
    const shade = (color: string): string => (dim ? mix(color, colors.sea, DIMMED_SHARE) : color);
    const outline = settings.highlight === 'wanted' && wanted ? colors.orphan : colors.wanted;
    groups.push(group);
    fill.push(wanted ? colors.sea : shade(orphan ? colors.orphan : group));
    border.push(wanted ? shade(outline) : null);
    // wanted pages have no file, so no folder that could be hidden
    const hide = !wanted && settings.hiddenFolders.has(folder);
    hidden.push(hide);
    dimmed.push(dim);
    if (!hide) visible++;
  }
  return { settings, colors, fill, border, hidden, dimmed, landOf: landColors(picture, groups), visible };
}

function groupColor(picture: Picture, node: number, { colorBy, palette }: LookSettings): string {
  if (colorBy === 'folder') return palette.folder(picture.folders[node] ?? '');
  return palette.region(picture.communities[node] ?? -1);
}

/** The colour that more than half of a region's or part's pages have. */
function landColors(picture: Picture, groups: readonly string[]): Map<number, string | null> {
  const counts = new Map<number, Map<string, number>>();
  for (const [node, community] of picture.communities.entries()) {
    if (community < 0 || picture.wanted[node]) continue;
    const group = groups[node] ?? '';
    for (const land of new Set([community, picture.regionOf[community] ?? community])) {
      const ofLand = counts.get(land) ?? new Map<string, number>();
      ofLand.set(group, (ofLand.get(group) ?? 0) + 1);
      counts.set(land, ofLand);
    }
  }
  const result = new Map<number, string | null>();
  for (const [land, ofLand] of counts) {
    const total = [...ofLand.values()].reduce((sum, count) => sum + count, 0);
    const most = [...ofLand].find(([, count]) => count * 2 > total);
    result.set(land, most?.[0] ?? null);
  }
  return result;
}
