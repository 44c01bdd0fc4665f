/** What each list is called, and what it says of itself. */
import type { ListKind, Mode } from '../state/view-state.ts';

export interface ListName {
  kind: ListKind;
  name: string;
  meaning: string;
  /** shown where the list is empty */
  none: string;
}

const LIST_NAMES: readonly ListName[] = [
  {
    kind: 'shown',
    name: 'Shown here',
    meaning: 'Every page of this neighbourhood, nearest first.',
    none: 'Nothing is shown.',
  },
  {
    kind: 'orphans',
    name: 'Orphans',
    meaning: 'Pages that no other page links to.',
    none: 'No orphans: some page links to every page.',
  },
  {
    kind: 'isolated',
    name: 'Isolated',
    meaning: 'Pages without links, either way.',
    none: 'No isolated pages.',
  },
  {
    kind: 'dead-ends',
    name: 'Dead ends',
    meaning: 'Pages that link to no other page.',
    none: 'No dead ends: every page links on.',
  },
  {
    kind: 'wanted',
    name: 'Wanted pages',
    meaning: 'Named by links, but no file answers.',
    none: 'No wanted pages: a file answers every link.',
  },
  {
    kind: 'most-linked',
    name: 'Most linked',
    meaning: 'Pages that most other pages link to.',
    none: 'No page is linked to.',
  },
  {
    kind: 'ambiguous',
    name: 'Ambiguous links',
    meaning: 'Pages with links that several pages answer to.',
    none: 'No ambiguous links: every link says which page it means.',
  },
  {
    kind: 'broken-fragments',
    name: 'Broken headings',
    meaning: 'Pages with links to headings that are not there.',
    none: 'No broken headings: every heading that a link names is there.',
  },
];

const PATHS: ListName = {
  kind: 'shown',
  name: 'Paths',
  meaning: 'The shortest ways from one to the other.',
  none: 'No path joins them.',
};

/** The lists there are in a mode, each once: what is shown there is another thing in each. */
export function listsOf(mode: Mode): readonly ListName[] {
  const reports = LIST_NAMES.filter(({ kind }) => kind !== 'shown');
  if (mode === 'map') return reports;
  return mode === 'path' ? [PATHS, ...reports] : LIST_NAMES;
}
