/**
 * The map as columns, and how it goes over the network: an id that follows from its node's folder
 * and label is a number in its place, and the ends of links, which are in order, are the steps from
 * one to the next.
 * Invariant: unpacking gives what was packed, on every machine: the rules know ASCII alone, since
 * two engines may differ about other letters.
 */
import type { MapColumns } from './api.ts';

/** The map as it is worked with: entry i of every list of nodes is node i, of every list of edges edge i. */
export interface MapGraph extends Omit<MapColumns, 'nodes' | 'edges'> {
  nodes: Omit<MapColumns['nodes'], 'id'> & { id: string[] };
  /** `source` and `target` are places in the lists of nodes; in order of source, then target */
  edges: MapColumns['edges'];
}

/** An id by each rule, from a label that follows it. */
const RULES: readonly ((folder: string, label: string) => string)[] = [
  (folder, label) => below(folder, slug(label)),
  below,
];

export function packMap(map: MapGraph): MapColumns {
  const { nodes, edges, folders } = map;
  return {
    ...map,
    nodes: {
      ...nodes,
      id: nodes.id.map((id, node) => {
        const [folder, label] = [folders[nodes.folder[node] ?? -1] ?? '', nodes.label[node] ?? ''];
        const rule = RULES.findIndex((made) => made(folder, label) === id);
        return rule === -1 ? id : rule;
      }),
    },
    edges: {
      ...edges,
      source: edges.source.map((source, edge) => source - (edges.source[edge - 1] ?? 0)),
      target: edges.target.map((target, edge) =>
        edges.source[edge] === edges.source[edge - 1] ? target - (edges.target[edge - 1] ?? 0) : target,
      ),
    },
  };
}

export function unpackMap(columns: MapColumns): MapGraph {
  const { nodes, edges, folders } = columns;
  const [source, target]: [number[], number[]] = [[], []];
  for (const [edge, step] of edges.source.entries()) {
    source.push((source[edge - 1] ?? 0) + step);
    const before = edge > 0 && step === 0 ? (target[edge - 1] ?? 0) : 0;
    target.push(before + (edges.target[edge] ?? 0));
  }
  return {
    ...columns,
    nodes: {
      ...nodes,
      id: nodes.id.map((id, node) =>
        typeof id === 'string'
          ? id
          : (RULES[id]?.(folders[nodes.folder[node] ?? -1] ?? '', nodes.label[node] ?? '') ?? ''),
      ),
    },
    edges: { ...edges, source, target },
  };
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** `Euler's number (e)` is `eulers_number_e`. */
function slug(label: string): string {
  return label
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replaceAll("'", '')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
}
