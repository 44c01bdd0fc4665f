/**
 * What the map draws, as columns: one form for the whole map and for a neighbourhood.
 * Invariant: nodes are most important first and are known by their place, never by their id, so
 * that no page name can clash with a property of the drawing library's objects; there is one tie
 * for each pair of nodes, whatever the relations and directions between them.
 */
import type { Subgraph } from '../../graph/api.ts';
import type { MapGraph } from '../../graph/map-columns.ts';
import { overviewOf, regionsOf, type Region } from './regions.ts';
import { layOutRings } from './ring-layout.ts';

export type PictureSource =
  | {
      kind: 'map';
      /** as far as it is loaded */
      map: MapGraph;
      /** what was loaded first: while it is the same, it is the same map */
      overview?: MapGraph;
    }
  | {
      kind: 'neighbourhood';
      subgraph: Subgraph;
      seeds: readonly string[];
      /** paths between the seeds, whose nodes lie where their `x` and `y` say */
      paths?: true;
    };

/** All that joins two nodes. */
export interface Tie {
  source: number;
  target: number;
  /** a link goes from source to target */
  forward: boolean;
  /** a link goes from target to source */
  backward: boolean;
  /** mentions, both directions together */
  count: number;
  /** structural links are all there is */
  structural: boolean;
}

export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

export interface Picture {
  kind: 'map' | 'neighbourhood';
  ids: readonly string[];
  labels: readonly string[];
  wanted: readonly boolean[];
  folders: readonly string[];
  communities: readonly number[];
  inDegrees: readonly number[];
  outDegrees: readonly number[];
  /** 0 to 1 */
  ranks: readonly number[];
  x: readonly number[];
  y: readonly number[];
  ties: readonly Tie[];
  /** for each node, the places of its ties in `ties`, the strongest first */
  tiesOf: readonly (readonly number[])[];
  /** regions and their parts, the largest first */
  regions: readonly Region[];
  /** for each community the region it lies in */
  regionOf: readonly number[];
  /** the pages each community's land is made of, but for those of its parts; the largest community first */
  onLand: ReadonlyMap<number, readonly number[]>;
  /** radii of the rings around the origin, where there are any */
  rings: readonly number[];
  bounds: Bounds;
  /** how far the land reaches around a page, map units */
  landRadius: number;
  placeOf: ReadonlyMap<string, number>;
}

/** Makes the picture of an API answer. Pure: the same answer gives the same picture. */
export function makePicture(source: PictureSource): Picture {
  return source.kind === 'map' ? pictureOfMap(source.map) : pictureOfSubgraph(source);
}

function pictureOfMap(map: MapGraph): Picture {
  const { nodes, edges } = map;
  const order = nodes.id.length;
  const ties = new TieCollector(order);
  for (let i = 0; i < edges.source.length; i++) {
    ties.add(edges.source[i] ?? 0, edges.target[i] ?? 0, edges.count[i] ?? 1, edges.structural[i] === 1);
  }
  return {
    kind: 'map',
    ids: nodes.id,
    labels: nodes.label,
    wanted: nodes.kind.map((kind) => kind === 1),
    folders: nodes.folder.map((folder) => map.folders[folder] ?? ''),
    communities: nodes.community,
    inDegrees: nodes.inDegree,
    outDegrees: nodes.outDegree,
    ranks: nodes.rank.map((rank) => rank / 1000),
    x: nodes.x,
    y: nodes.y,
    ...ties.result(),
    regions: regionsOf(map.communities),
    regionOf: overviewOf(map.communities),
    onLand: pagesOnLand(map),
    rings: [],
    bounds: boundsOf(nodes.x, nodes.y),
    landRadius: landRadius(nodes.x, nodes.y, nodes.community),
    placeOf: placesOf(nodes.id),
  };
}

function pictureOfSubgraph({
  subgraph,
  seeds,
  paths,
}: Extract<PictureSource, { kind: 'neighbourhood' }>): Picture {
  const seedSet = new Set(seeds);
  const depthOf = (node: Subgraph['nodes'][number]): number =>
    seedSet.has(node.key) ? 0 : Math.max(1, node.attributes.depth ?? 1);
  const nodes = subgraph.nodes.toSorted(
    (a, b) => depthOf(a) - depthOf(b) || b.attributes.rank - a.attributes.rank || (a.key < b.key ? -1 : 1),
  );
  const ids = nodes.map((node) => node.key);
  const placeOf = placesOf(ids);
  const collector = new TieCollector(nodes.length);
  for (const edge of subgraph.edges) {
    const source = placeOf.get(edge.source);
    const target = placeOf.get(edge.target);
    const { count, structural } = edge.attributes;
    if (source !== undefined && target !== undefined) collector.add(source, target, count, structural);
  }
  const ties = collector.result();
  const layout = paths
    ? { x: nodes.map((node) => node.attributes.x), y: nodes.map((node) => node.attributes.y), rings: [] }
    : layOutRings({
        depths: nodes.map(depthOf),
        groups: nodes.map((node) => node.attributes.community),
        ties: ties.ties,
      });
  return {
    kind: 'neighbourhood',
    ids,
    labels: nodes.map((node) => node.attributes.label),
    wanted: nodes.map((node) => node.attributes.kind === 'wanted'),
    folders: nodes.map((node) => node.attributes.folder),
    communities: nodes.map((node) => node.attributes.community),
    inDegrees: nodes.map((node) => node.attributes.inDegree),
    outDegrees: nodes.map((node) => node.attributes.outDegree),
    ranks: nodes.map((node) => node.attributes.rank),
    x: layout.x,
    y: layout.y,
    ...ties,
    regions: [],
    regionOf: [],
    onLand: new Map(),
    rings: layout.rings,
    bounds: boundsOf(layout.x, layout.y),
    landRadius: 0,
    placeOf,
  };
}

/** Gathers links into ties; self-links and ends that are no node are left out. */
class TieCollector {
  readonly #order: number;
  readonly #ties: Tie[] = [];
  readonly #known = new Map<number, Tie>();

  constructor(order: number) {
    this.#order = order;
  }

  add(source: number, target: number, count: number, structural: boolean): void {
    if (source === target || source >= this.#order || target >= this.#order) return;
    const key = Math.min(source, target) * this.#order + Math.max(source, target);
    let tie = this.#known.get(key);
    if (!tie) {
      tie = { source, target, forward: false, backward: false, count: 0, structural: true };
      this.#known.set(key, tie);
      this.#ties.push(tie);
    }
    tie.count += count;
    tie.structural &&= structural;
    if (tie.source === source) tie.forward = true;
    else tie.backward = true;
  }

  result(): { ties: Tie[]; tiesOf: number[][] } {
    const tiesOf = Array.from({ length: this.#order }, (): number[] => []);
    for (const [place, tie] of this.#ties.entries()) {
      tiesOf[tie.source]?.push(place);
      tiesOf[tie.target]?.push(place);
    }
    for (const [node, places] of tiesOf.entries()) places.sort(strongestFirst(this.#ties, node));
    return { ties: this.#ties, tiesOf };
  }
}

/** Structural ties last, else hubs would take them all; more mentions first, then the more important other end, which is the earlier node. */
function strongestFirst(ties: readonly Tie[], node: number): (a: number, b: number) => number {
  return (a, b) => {
    const [tieA, tieB] = [ties[a], ties[b]];
    if (!tieA || !tieB) return a - b;
    return (
      Number(tieA.structural) - Number(tieB.structural) ||
      tieB.count - tieA.count ||
      otherEnd(tieA, node) - otherEnd(tieB, node)
    );
  };
}

/**
 * A page that no page links to, but for structural links, was laid out off the shore. It has no
 * land, whether or not those links are shown: the land stays the same.
 */
function pagesOnLand({ nodes, edges }: MapGraph): Map<number, number[]> {
  const structuralIn = new Set<number>();
  const linkedTo = new Set<number>();
  for (const [place, target] of edges.target.entries()) {
    if (edges.source[place] === target) continue;
    (edges.structural[place] === 1 ? structuralIn : linkedTo).add(target);
  }
  const members = new Map<number, number[]>();
  for (const [node, community] of nodes.community.entries()) {
    const afloat = nodes.inDegree[node] === 0 || (structuralIn.has(node) && !linkedTo.has(node));
    if (community < 0 || nodes.kind[node] === 1 || afloat) continue;
    const list = members.get(community);
    if (list) list.push(node);
    else members.set(community, [node]);
  }
  return new Map([...members].sort(([, a], [, b]) => b.length - a.length));
}

/** The node at the other end of a tie. */
export function otherEnd(tie: Tie, node: number): number {
  return tie.source === node ? tie.target : tie.source;
}

/** A page that no page links to. */
export function isOrphan(picture: Pick<Picture, 'wanted' | 'inDegrees'>, node: number): boolean {
  return !picture.wanted[node] && picture.inDegrees[node] === 0;
}

function placesOf(ids: readonly string[]): Map<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}

/** Never empty and never flat, so that a single node has a view too. */
export function boundsOf(x: readonly number[], y: readonly number[]): Bounds {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    const [nodeX, nodeY] = [x[i] ?? 0, y[i] ?? 0];
    if (nodeX < minX) minX = nodeX;
    if (nodeX > maxX) maxX = nodeX;
    if (nodeY < minY) minY = nodeY;
    if (nodeY > maxY) maxY = nodeY;
  }
  if (minX > maxX) return { minX: -100, minY: -100, maxX: 100, maxY: 100 };
  const pad = Math.max(0, 100 - Math.max(maxX - minX, maxY - minY) / 2);
  return { minX: minX - pad, minY: minY - pad, maxX: maxX + pad, maxY: maxY + pad };
}

/** Wide enough that a community's pages grow together: what most of them have to their nearest. */
function landRadius(x: readonly number[], y: readonly number[], communities: readonly number[]): number {
  const { minX, maxX, minY, maxY } = boundsOf(x, y);
  const extent = Math.max(maxX - minX, maxY - minY);
  const step = Math.max(1, Math.floor(x.length / 300));
  const nearest: number[] = [];
  for (let node = 0; node < x.length; node += step) {
    let best = Infinity;
    for (let other = 0; other < x.length; other++) {
      if (other === node || communities[other] !== communities[node]) continue;
      const dx = (x[other] ?? 0) - (x[node] ?? 0);
      const dy = (y[other] ?? 0) - (y[node] ?? 0);
      best = Math.min(best, dx * dx + dy * dy);
    }
    if (Number.isFinite(best)) nearest.push(Math.sqrt(best));
  }
  nearest.sort((a, b) => a - b);
  const wide = (nearest[Math.floor(nearest.length * 0.85)] ?? 0) * 1.6;
  return Math.min(extent / 20, Math.max(extent / 160, wide));
}
