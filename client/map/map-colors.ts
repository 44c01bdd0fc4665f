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
  neutralLand: string;
  /** how much of a group's colour its land has */
  landShare: number;
  shoreShare: number;
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
    neutralLand: '#f3f1ea',
    landShare: 0.2,
    shoreShare: 0.42,
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
    neutralLand: '#1d2932',
    landShare: 0.24,
    shoreShare: 0.42,
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

/** A colour as WebGL blends it: its channels already multiplied by its opacity. */
export function premultiplied(css: string, opacity: number): string {
  const [red, green, blue] = rgbOf(css).map((value) => Math.round(value * opacity));
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
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
