/**
 * Colours for folders and communities: one palette, so that map and legend agree.
 * Invariant: a colour depends on the name's place in the sorted names (or the community's number)
 * and the theme alone, is `#rrggbb`, and stands out from the sea by 3:1 at least.
 */
import type { Theme } from '../theme/use-theme.ts';

/**
 * Hues by steps of √2 of their range: no two are the same. Range, step and shades were chosen for
 * the largest distance between the first 4, 6, 8 and 12 colours (in OKLab), and from the rust of
 * orphans and the blue of the selection.
 */
const LOWEST_HUE = 85;
const HUES = 272;
const FIRST = 0.95;
const STEP = Math.SQRT2;

const SHADES: Record<Theme, readonly { lightness: number; chroma: number }[]> = {
  light: [
    { lightness: 0.5, chroma: 0.11 },
    { lightness: 0.59, chroma: 0.11 },
    { lightness: 0.42, chroma: 0.09 },
  ],
  dark: [
    { lightness: 0.74, chroma: 0.1 },
    { lightness: 0.85, chroma: 0.09 },
    { lightness: 0.65, chroma: 0.1 },
  ],
};

export type ColorOf = (folderOrCommunity: string | number) => string;

/** Nodes of no community, and folders that are not known. */
const NONE: Record<Theme, string> = { light: '#5d6d75', dark: '#9fb0b8' };

/** A function from folder name or community number to its colour. */
export function makePalette(folders: readonly string[], theme: Theme): ColorOf {
  const places = new Map(folders.toSorted().map((folder, place) => [folder, place]));
  return (key) => {
    const place = typeof key === 'number' ? key : (places.get(key) ?? -1);
    return place < 0 ? NONE[theme] : colorAt(place, theme);
  };
}

function colorAt(place: number, theme: Theme): string {
  const shades = SHADES[theme];
  const shade = shades[place % shades.length] ?? { lightness: 0.6, chroma: 0.1 };
  return oklchToHex(shade.lightness, shade.chroma, LOWEST_HUE + HUES * ((FIRST + place * STEP) % 1));
}

/** OKLCH → sRGB (Björn Ottosson, "A perceptual color space for image processing", 2020), clipped. */
function oklchToHex(lightness: number, chroma: number, hueDegrees: number): string {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const channel = (value: number): string => {
    const bounded = Math.min(1, Math.max(0, value));
    const gamma = bounded <= 0.0031308 ? 12.92 * bounded : 1.055 * bounded ** (1 / 2.4) - 0.055;
    return Math.round(gamma * 255)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${linear.map(channel).join('')}`;
}
