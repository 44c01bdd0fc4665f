/**
 * The neighbourhood of some pages, written as JSON at once: to make an object of each node and link
 * takes longer than the search.
 * Invariant: what is written is a Subgraph, as store/subgraph.ts makes them: links in order of their
 * ends' places in the answer, then of their relations.
 */
import type Database from 'better-sqlite3';
import { GRAPH_OPTIONS, type SubgraphQuery } from '../../graph/api.ts';
import { byCodePoint } from '../../graph/names.ts';
import { subgraphExtent } from '../subgraph.ts';
import { type LinkGraph, VIAS } from './link-graph.ts';
import type { NotFound } from './named-query.ts';
import { inFolders, nameFilter, nameIntegers, nodeFinder } from './node-rows.ts';
import { type NameText, nameText, nodeTexts } from './node-texts.ts';
import { Walker } from './walk.ts';

const OPTIONS = JSON.stringify(GRAPH_OPTIONS);
const VIA_TEXTS = VIAS.map((via) => JSON.stringify(via));

/** Answers with a Subgraph as JSON. @throws AtlasError page-not-found where a seed is no node */
export function subgraphQuery(
  db: Database.Database,
  links: () => LinkGraph,
  notFound: NotFound,
): (query: SubgraphQuery) => string {
  const find = nodeFinder(db);
  const folderFilter = nameFilter(db, 'folder');
  const relationsOf = nameIntegers(db, 'relation');
  const textsOf = nodeTexts(db);
  const relationNames = db.prepare<[], [number, string]>('SELECT id, name FROM relation').raw();
  const inFolder = db
    .prepare<{ met: string; folders: string }, number>(
      `SELECT value FROM json_each(@met) j WHERE ${inFolders('@folders', 'j.value')}`,
    )
    .pluck();
  let walker: Walker | null = null;
  let relations = new Map<number, NameText>();

  return (query) => {
    const seeds = query.seed.map((id) => {
      const node = find(id);
      if (node === undefined) throw notFound(id);
      return node;
    });
    const graph = links();
    if (walker?.graph !== graph) {
      walker = new Walker(graph);
      relations = new Map(relationNames.all().map(([relation, name]) => [relation, nameText(name)]));
    }
    const folders = folderFilter(query.folder);
    const chosen = relationsOf(query.relation);
    const walked = walker.walk({
      ...query,
      seeds,
      relations: chosen && new Set(chosen),
      kept: (met) => (folders === null ? met : inFolder.all({ met: JSON.stringify(met), folders })),
    });
    const relationOf = (link: number): NameText => relations.get(graph.relation[link] ?? 0) ?? NAMELESS;
    walked.edges.sort(
      (a, b) =>
        a.source - b.source ||
        a.target - b.target ||
        byCodePoint(relationOf(a.link).name, relationOf(b.link).name),
    );
    const { nodes, edges } = walked;
    const texts = textsOf(graph, nodes, query.structural);
    const nodesText = texts.map(({ upToDepth }, place) => `${upToDepth}${walked.depths[place] ?? 0}}}`);
    const edgesText = edges.map(({ source, target, link }) =>
      edgeText(texts[source] ?? NAMELESS, texts[target] ?? NAMELESS, relationOf(link), graph, link),
    );
    const extent = subgraphExtent({ ...walked, nodes: nodes.length, edges: edges.length }, query);
    return `{"attributes":${JSON.stringify(extent)},"options":${OPTIONS},"nodes":[${nodesText.join()}],"edges":[${edgesText.join()}]}`;
  };
}

const NAMELESS = nameText('');

/** As graphEdge makes it, its key as linkKey does. */
function edgeText(
  source: NameText,
  target: NameText,
  relation: NameText,
  graph: LinkGraph,
  link: number,
): string {
  return `{"key":"[${source.nested},${relation.nested},${target.nested}]","source":${source.text},"target":${target.text},"attributes":{"relation":${relation.text},"count":${graph.count[link]},"via":${VIA_TEXTS[graph.via[link] ?? 0]},"ambiguous":${graph.ambiguous[link]},"structural":${graph.structural[link] === 1}}}`;
}
