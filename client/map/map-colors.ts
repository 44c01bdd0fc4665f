/**
 * The map's own colours in both themes, and how given ones are shaded. Folder and community
 * colours come from outside; these are the sea, as in theme/tokens.css, the ink, and the two accents.
 */
import type { Theme } from '../theme/use-theme.ts';

export interface MapColors {
  sea: string;
  ink: string;
  quiet: string;
  /** behind labels */
  halo: string;
  tie: string;
  tieOpacity: number;
  /** where there are too many ties to tell apart */
  faintTieOpacity: number;
  focusTie: string;
  orphan: string;
  wanted: string;
  selected: string;
  /** what land is made of, but for its group's colour */
  neutralLand: string;
  /** how much of a group's colour land has: a region's, a part's, a coast's */
  landShare: number;
  partShare: number;
  coastShare: number;
  shallows: string;
  /** under pages that no page links to */
  sand: string;
  sandEdge: string;
  bundle: string;
}

export const MAP_COLORS: Record<Theme, MapColors> = {
  light: {
    sea: '#e4ebf0',
    ink: '#1e2a32',
    quiet: '#44545f',
    halo: 'rgba(250, 252, 252, 0.85)',
    tie: '#3e5a6e',
    tieOpacity: 0.34,
    faintTieOpacity: 0.24,
    focusTie: 'rgba(24, 84, 130, 0.62)',
    orphan: '#b4411b',
    wanted: '#5d6d75',
    selected: '#14558c',
    neutralLand: '#f7f5ee',
    landShare: 0.2,
    partShare: 0.29,
    coastShare: 0.55,
    shallows: 'rgba(250, 253, 254, 0.5)',
    sand: '#f6ebdc',
    sandEdge: '#dbbfa4',
    bundle: 'rgba(62, 90, 110, 0.16)',
  },
  dark: {
    sea: '#0f1820',
    ink: '#edf2f4',
    quiet: '#b3c1c9',
    halo: 'rgba(11, 18, 24, 0.85)',
    tie: '#a0bcce',
    tieOpacity: 0.34,
    faintTieOpacity: 0.22,
    focusTie: 'rgba(128, 196, 244, 0.62)',
    orphan: '#f0895f',
    wanted: '#9fb0b8',
    selected: '#7cc4f8',
    neutralLand: '#1a2229',
    landShare: 0.25,
    partShare: 0.34,
    coastShare: 0.55,
    shallows: 'rgba(58, 84, 104, 0.28)',
    sand: '#33261f',
    sandEdge: '#6b4a3a',
    bundle: 'rgba(160, 188, 206, 0.17)',
  },
};

type Rgb = readonly [number, number, number];

const known = new Map<string, Rgb>();
let probe: CanvasRenderingContext2D | null = null;

/** Any CSS colour as the browser paints it. */
function rgbOf(css: string): Rgb {
  const found = known.get(css);
  if (found) return found;
  probe ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!probe) return [128, 128, 128];
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = '#808080';
  probe.fillStyle = css;
  probe.fillRect(0, 0, 1, 1);
  const [red = 128, green = 128, blue = 128] = probe.getImageData(0, 0, 1, 1).data;
  const rgb: Rgb = [red, green, blue];
  known.set(css, rgb);
  return rgb;
}

/** `share` of the first colour, the rest of the second, as `#rrggbb`. */
export function mix(first: string, second: string, share: number): string {
  const [a, b] = [rgbOf(first), rgbOf(second)];
  const channel = (place: 0 | 1 | 2): string =>
    Math.round(a[place] * share + b[place] * (1 - share))
      .toString(16)
      .padStart(2, '0');
  return `#${channel(0)}${channel(1)}${channel(2)}`;
}
