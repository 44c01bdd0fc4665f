/**
 * View state ⇄ address: `?page=ID&mode=neighbourhood&…`, and `#SECTION` of the open page's text.
 * Invariant: reading what was written gives the same state; an address that cannot be understood
 * gives the default for the part at fault, never an error.
 */
import { roundCamera, type Camera } from './camera.ts';
import {
  INITIAL_VIEW,
  MAX_DEPTH,
  MIN_DEPTH,
  type ColorBy,
  type ListKind,
  type PanelTab,
  type ViewState,
} from './view-state.ts';

const LISTS: readonly ListKind[] = [
  'orphans',
  'isolated',
  'dead-ends',
  'wanted',
  'most-linked',
  'ambiguous',
  'broken-fragments',
  'shown',
];
const TABS: readonly PanelTab[] = ['in', 'out', 'mentions', 'related', 'text'];
const MAX_HIDDEN = 200;

/** Query and fragment of a state, without what is at its default; '' for the first view. */
export function writeAddress(state: ViewState): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | null, usual: string | null): void => {
    if (value !== null && value !== usual) params.append(name, value);
  };
  put('page', state.page, null);
  put('mode', state.mode, INITIAL_VIEW.mode);
  put('seed', state.seed, null);
  put('depth', String(state.depth), String(INITIAL_VIEW.depth));
  put('direction', state.direction, INITIAL_VIEW.direction);
  put('from', state.from, null);
  put('to', state.to, null);
  put('way', state.pathDirection, INITIAL_VIEW.pathDirection);
  put('structural', state.structural ? '1' : '0', '0');
  put('wanted', state.wanted ? '1' : '0', '1');
  put('highlight', state.highlight, INITIAL_VIEW.highlight);
  put('color', state.colorBy, INITIAL_VIEW.colorBy);
  for (const folder of state.hidden) params.append('hide', folder);
  put('list', state.list, null);
  put('tab', state.tab, INITIAL_VIEW.tab);
  put('links', state.allLinks ? 'all' : null, null);
  if (state.camera) params.append('camera', writeCamera(state.camera));
  // Slashes and commas may stand as they are in a query, and ids are easier to read so.
  const query = params.toString().replaceAll('%2F', '/').replaceAll('%2C', ',');
  const hash = state.section === null ? '' : `#${encodeURIComponent(state.section)}`;
  return `${query === '' ? '' : `?${query}`}${hash}`;
}

/** The state of a query string and a fragment, with or without their `?` and `#`. */
export function readAddress(query: string, hash = ''): ViewState {
  const params = new URLSearchParams(query);
  const oneOf = <T extends string>(name: string, allowed: readonly T[], usual: T): T =>
    allowed.find((one) => one === params.get(name)) ?? usual;
  const flag = (name: string, usual: boolean): boolean =>
    params.get(name) === '1' ? true : params.get(name) === '0' ? false : usual;
  const list = params.get('list');
  const section = params.get('page') ? readSection(hash) : null;
  return {
    mode: oneOf('mode', ['map', 'neighbourhood', 'path'], INITIAL_VIEW.mode),
    page: params.get('page') || null,
    seed: params.get('seed') || null,
    depth: readDepth(params.get('depth')),
    direction: oneOf('direction', ['in', 'out', 'both'], INITIAL_VIEW.direction),
    from: params.get('from') || null,
    to: params.get('to') || null,
    pathDirection: oneOf('way', ['any', 'out'], INITIAL_VIEW.pathDirection),
    structural: flag('structural', INITIAL_VIEW.structural),
    wanted: flag('wanted', INITIAL_VIEW.wanted),
    highlight: oneOf('highlight', ['none', 'orphans', 'wanted'], INITIAL_VIEW.highlight),
    colorBy: readColorBy(params.get('color')),
    hidden: [...new Set(params.getAll('hide'))].slice(0, MAX_HIDDEN),
    list: LISTS.find((one) => one === list) ?? null,
    tab: oneOf('tab', TABS, section === null ? INITIAL_VIEW.tab : 'text'),
    section,
    allLinks: params.get('links') === 'all',
    camera: readCamera(params.get('camera')),
  };
}

/** The address of a page in the app, as the server writes it into rendered text too. */
export function pageHref(id: string): string {
  return `/${writeAddress({ ...INITIAL_VIEW, page: id })}`;
}

function writeCamera(camera: Camera): string {
  const { x, y, ratio } = roundCamera(camera);
  return [x, y, ratio].join(',');
}

function readColorBy(text: string | null): ColorBy {
  if (text === 'folder' || text === 'community') return text;
  const key = /^facet:(.{1,200})$/su.exec(text ?? '')?.[1];
  return key === undefined ? INITIAL_VIEW.colorBy : `facet:${key}`;
}

const DECIMAL = /^-?\d{1,12}(?:\.\d{1,12})?$/;

function readCamera(text: string | null): Camera | null {
  const parts = (text ?? '').split(',');
  if (parts.length !== 3 || !parts.every((part) => DECIMAL.test(part))) return null;
  const [x = 0, y = 0, ratio = 0] = parts.map(Number);
  return ratio > 0 ? roundCamera({ x, y, ratio }) : null;
}

function readSection(hash: string): string | null {
  try {
    return decodeURIComponent(hash.replace(/^#/, '')) || null;
  } catch {
    return null;
  }
}

function readDepth(text: string | null): number {
  const depth = /^\d$/.test(text ?? '') ? Number(text) : INITIAL_VIEW.depth;
  return Math.min(MAX_DEPTH, Math.max(MIN_DEPTH, depth));
}
