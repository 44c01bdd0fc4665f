/**
 * The view state: everything that says what is on the screen, and the pure producers that change it.
 * Invariant: a producer returns a new state and touches nothing else; each state can be written to
 * the address and read back (address.ts).
 */
import type { Direction, ReportKind } from '../../graph/api.ts';
import type { Camera } from './camera.ts';

export type Mode = 'map' | 'neighbourhood';
export type Highlight = 'none' | 'orphans' | 'wanted';
export type ColorBy = 'folder' | 'community';
export type PanelTab = 'in' | 'out' | 'text';
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
  structural: false,
  wanted: true,
  highlight: 'none',
  colorBy: 'folder',
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

/** Changes the mode; the open page becomes the middle of the neighbourhood. */
export function showMode(mode: Mode): Producer {
  return (state) => {
    if (mode === state.mode) return state;
    const leavesMap = mode === 'neighbourhood';
    return {
      ...state,
      mode,
      seed: leavesMap ? (state.page ?? state.seed) : state.seed,
      list: !leavesMap && state.list === 'shown' ? null : state.list,
      camera: null,
    };
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

/** The map's places stay; a neighbourhood is laid out anew, and shown whole. */
function withDrawn(
  state: ViewState,
  { structural = state.structural, wanted = state.wanted }: { structural?: boolean; wanted?: boolean },
): ViewState {
  const same = state.mode === 'map' || (structural === state.structural && wanted === state.wanted);
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
