/**
 * The view state: everything that says what is on the screen, and the pure producers that change it.
 * Invariant: a producer returns a new state and touches nothing else; each state can be written to
 * the address and read back (address.ts).
 */
import type { Direction, ReportKind } from '../../graph/api.ts';
import type { Camera } from './camera.ts';

export type Mode = 'map' | 'neighbourhood' | 'path';
export type Highlight = 'none' | 'orphans' | 'wanted';
/** A front-matter key's values are colours too. */
export type ColorBy = 'folder' | 'community' | `facet:${string}`;
export type PanelTab = 'in' | 'out' | 'mentions' | 'related' | 'text';
/** Whether a path may go against the links it is made of. */
export type PathDirection = 'any' | 'out';
export type PathEnd = 'from' | 'to';
/** A report, or `shown`: what the picture shows, as a list. */
export type ListKind = ReportKind | 'shown';

export interface ViewState {
  mode: Mode;
  /** the page or wanted page whose panel is open */
  page: string | null;
  /** the middle of the neighbourhood; null until a topic is chosen */
  seed: string | null;
  depth: number;
  direction: Direction;
  /** the ends of the path; null until they are chosen */
  from: string | null;
  to: string | null;
  pathDirection: PathDirection;
  structural: boolean;
  wanted: boolean;
  highlight: Highlight;
  colorBy: ColorBy;
  hidden: readonly string[];
  list: ListKind | null;
  tab: PanelTab;
  /** id of the heading in the page's text to begin at */
  section: string | null;
  /** the panel's lists show structural links too */
  allLinks: boolean;
  /** null shows everything */
  camera: Camera | null;
}

export type Producer = (state: ViewState) => ViewState;

export const MIN_DEPTH = 1;
export const MAX_DEPTH = 4;

export const INITIAL_VIEW: ViewState = {
  mode: 'map',
  page: null,
  seed: null,
  depth: 1,
  direction: 'both',
  from: null,
  to: null,
  pathDirection: 'any',
  structural: false,
  wanted: true,
  highlight: 'none',
  colorBy: 'community',
  hidden: [],
  list: null,
  tab: 'in',
  section: null,
  allLinks: false,
  camera: null,
};

/**
 * Opens a page's panel, at a heading of its text if one is named. A neighbourhood that has no
 * middle yet takes the page as its middle.
 */
export function openPage(id: string, section: string | null = null): Producer {
  return (state) => ({
    ...state,
    page: id,
    section,
    tab: section === null ? state.tab : 'text',
    seed: state.mode === 'neighbourhood' && state.seed === null ? id : state.seed,
  });
}

export function closePage(): Producer {
  return (state) => ({ ...state, page: null, section: null });
}

/** Shows what lies around a page, and the page itself. */
export function explore(id: string): Producer {
  return (state) => ({ ...state, mode: 'neighbourhood', seed: id, page: id, section: null, camera: null });
}

/** Opens a page's panel at its unlinked mentions. */
export function openMentions(id: string): Producer {
  return (state) => ({ ...openPage(id)(state), tab: 'mentions' });
}

/** Changes the mode; the open page becomes the middle of the neighbourhood, or the start of a path that has no ends yet. */
export function showMode(mode: Mode): Producer {
  return (state) => {
    if (mode === state.mode) return state;
    if (mode === 'path') {
      const known = state.from !== null || state.to !== null;
      const around = state.mode === 'neighbourhood' ? state.seed : null;
      return withPath(state, known ? {} : { from: state.page ?? around });
    }
    return {
      ...state,
      mode,
      seed: mode === 'neighbourhood' ? (state.page ?? state.seed) : state.seed,
      list: mode === 'map' && state.list === 'shown' ? null : state.list,
      camera: null,
    };
  };
}

/** Begins a path at a page; the whole map is there to choose its other end on. */
export function pathFrom(id: string): Producer {
  return (state) => withPath({ ...closeList()(state), page: null, section: null }, { from: id, to: null });
}

/** Chooses an end of the path, or none; one page cannot be both. */
export function setPathEnd(end: PathEnd, id: string | null): Producer {
  const other = end === 'from' ? 'to' : 'from';
  return (state) =>
    withPath(state, { [end]: id, ...(id !== null && state[other] === id && { [other]: null }) });
}

export function swapPathEnds(): Producer {
  return (state) => withPath(state, { from: state.to, to: state.from });
}

export function setPathDirection(pathDirection: PathDirection): Producer {
  return (state) => withPath(state, { pathDirection });
}

/** Whether paths are what is drawn: until both ends are chosen, the map is. */
export function hasBothEnds<State extends Pick<ViewState, 'from' | 'to'>>(
  state: State,
): state is State & { from: string; to: string } {
  return state.from !== null && state.to !== null && state.from !== state.to;
}

/** Whether something else than the map is drawn, which the list `shown` is the equal of. */
export function drawsShown(state: ViewState): boolean {
  if (state.mode === 'neighbourhood') return state.seed !== null;
  return state.mode === 'path' && hasBothEnds(state);
}

/** Whether the map is drawn: also while the ends of a path are being chosen on it. */
export function drawsMap(state: ViewState): boolean {
  return state.mode === 'map' || (state.mode === 'path' && !hasBothEnds(state));
}

/** Once both ends are known the paths are drawn, and listed with their sentences. */
function withPath(
  before: ViewState,
  change: Partial<Pick<ViewState, 'from' | 'to' | 'pathDirection'>>,
): ViewState {
  const state: ViewState = { ...before, ...change, mode: 'path' };
  if (hasBothEnds(state)) return { ...state, page: null, section: null, list: 'shown', camera: null };
  return {
    ...state,
    list: state.list === 'shown' ? null : state.list,
    camera: drawsMap(before) ? state.camera : null,
  };
}

export function setDepth(depth: number): Producer {
  return (state) => ({
    ...state,
    depth: Math.min(MAX_DEPTH, Math.max(MIN_DEPTH, Math.round(depth))),
    camera: null,
  });
}

export function setDirection(direction: Direction): Producer {
  return (state) => ({ ...state, direction, camera: null });
}

/** Opens a list; orphans and wanted pages are brought out on the map with it. */
export function openList(list: ListKind): Producer {
  return (state) => ({
    ...withDrawn(state, list === 'wanted' ? { wanted: true } : {}),
    list,
    highlight: list === 'orphans' || list === 'wanted' ? list : 'none',
  });
}

export function closeList(): Producer {
  return (state) => ({
    ...state,
    list: null,
    highlight: state.highlight === state.list ? 'none' : state.highlight,
  });
}

/** Brings orphans or wanted pages out on the map; wanted pages are drawn for it. */
export function setHighlight(highlight: Highlight): Producer {
  return (state) => ({ ...withDrawn(state, highlight === 'wanted' ? { wanted: true } : {}), highlight });
}

export function setWanted(wanted: boolean): Producer {
  return (state) => ({
    ...withDrawn(state, { wanted }),
    highlight: !wanted && state.highlight === 'wanted' ? 'none' : state.highlight,
  });
}

export function setStructural(structural: boolean): Producer {
  return (state) => withDrawn(state, { structural });
}

/** The map's places stay; a neighbourhood and a path are laid out anew, and shown whole. */
function withDrawn(
  state: ViewState,
  { structural = state.structural, wanted = state.wanted }: { structural?: boolean; wanted?: boolean },
): ViewState {
  const same = drawsMap(state) || (structural === state.structural && wanted === state.wanted);
  return { ...state, structural, wanted, camera: same ? state.camera : null };
}

export function setAllLinks(allLinks: boolean): Producer {
  return (state) => ({ ...state, allLinks });
}

export function setColorBy(colorBy: ColorBy): Producer {
  return (state) => ({ ...state, colorBy });
}

export function setTab(tab: PanelTab): Producer {
  return (state) => ({ ...state, tab, section: null });
}

export function toggleFolder(folder: string): Producer {
  return (state) => ({
    ...state,
    hidden: state.hidden.includes(folder)
      ? state.hidden.filter((one) => one !== folder)
      : [...state.hidden, folder],
  });
}

export function showAllFolders(): Producer {
  return (state) => ({ ...state, hidden: [] });
}

export function setCamera(camera: Camera | null): Producer {
  return (state) => ({ ...state, camera });
}
