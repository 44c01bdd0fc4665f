/**
 * A wiki's map through changes: what is on it stays where it is, what is new gets a free spot beside
 * what it is linked with, and a new group of pages land of its own.
 * Invariant: no node of a community moves, whatever changes around it; new circles overlap none; the
 * same changes to the same map give the same map.
 */
import type { GraphChange } from '../../graph/graph-change.ts';
import type { Link } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { PageId } from '../../graph/page.ts';
import type { Analysis, Community, Placement, WikiGraph } from '../../graph/wiki-graph.ts';
import { lostMarks, type LostMarks } from './lost-marks.ts';
import { layOutNewLand } from './new-land.ts';
import type { Circle, Point } from './plane.ts';
import { type Land, placeOnShore } from './shore.ts';
import { roomOf, Spots } from './spots.ts';

/** PageRank's: the part of its importance that a page hands on. */
const DAMPING = 0.85;
const CENTRE: Point = { x: 0, y: 0 };

/** What a node is linked with either way, and by how many mentions. */
type Ties = ReadonlyMap<PageId, ReadonlyMap<PageId, number>>;

/** New nodes, and what tells whether they make land. */
interface Founders {
  arriving: ReadonlySet<PageId>;
  ties: Ties;
  ranks: ReadonlyMap<PageId, number>;
  /** those that are taken */
  spots: Spots;
  marks: () => LostMarks;
}

export class LivingMap {
  readonly #places: Map<PageId, Placement>;
  readonly #communities: Community[];
  readonly #wanted: Set<PageId>;
  readonly #titles: Map<PageId, string>;
  /** the nodes each page links to; structural links, here and below, do not count */
  readonly #targets = new Map<PageId, readonly PageId[]>();
  /** how many pages link to a node */
  readonly #linkers = new Map<PageId, number>();

  /** The map of a graph by an analysis of it, or of another that differs in a few pages: then `settle` it. */
  constructor(graph: WikiGraph, analysis: Analysis) {
    const known = new Map(analysis.placements.map((place) => [place.id, place]));
    const nodes = [...graph.pages, ...graph.wanted];
    this.#places = new Map(nodes.flatMap(({ id }) => known.get(id) ?? []).map((place) => [place.id, place]));
    this.#communities = analysis.communities.map((community) => ({ ...community, size: 0 }));
    for (const place of this.#places.values()) this.#count(place, 1);
    this.#wanted = new Set(graph.wanted.map((node) => node.id));
    this.#titles = new Map(graph.pages.map(({ id, title }) => [id, title]));
    for (const [source, targets] of targetsOf(graph.links)) this.#link(source, targets);
  }

  get communities(): Community[] {
    return this.#communities.map((community) => ({ ...community }));
  }

  /** The places of these nodes, in their order; all of them are on the map. */
  placementsOf(nodes: readonly { id: PageId }[]): Placement[] {
    return nodes.flatMap(({ id }) => this.#places.get(id) ?? []);
  }

  /** How many of the graph's pages and wanted pages have a place. */
  get placedCount(): number {
    return this.#places.size;
  }

  /** Which part of the nodes has a place already, once a change is made. */
  partPlaced({ pages, removedPages, wanted, removedWanted }: GraphChange): number {
    const nodes = [...pages, ...wanted].map((node) => node.id);
    const present = new Set(nodes);
    const going = [...removedPages, ...removedWanted].filter((id) => !present.has(id)).length;
    const coming = nodes.filter((id) => !this.#places.has(id)).length;
    const staying = this.#places.size - going;
    return staying / Math.max(1, staying + coming);
  }

  /** Places the nodes of the graph that have no place, and stray ones that are linked with a community now. */
  settle(graph: WikiGraph): void {
    const arriving = new Set<PageId>();
    for (const { id, title } of graph.pages) this.#titles.set(id, title);
    for (const { id } of [...graph.pages, ...graph.wanted]) if (!this.#places.has(id)) arriving.add(id);
    for (const { source, target } of graph.links) this.#comeAshore(source, target, arriving);
    this.#place(arriving, graph);
  }

  /** @returns the places of nodes that are new or have moved */
  change({ pages, removedPages, wanted, removedWanted, links }: GraphChange): Placement[] {
    for (const source of removedPages) this.#link(source, []);
    for (const { source, links: now } of links) this.#link(source, targetsOf(now).get(source) ?? []);
    for (const id of removedWanted) this.#wanted.delete(id);
    for (const { id } of wanted) this.#wanted.add(id);
    for (const { id, title } of pages) this.#titles.set(id, title);

    // A page may come where a wanted page was, and the reverse: such a node keeps its place.
    const nodes = [...pages, ...wanted].map((node) => node.id);
    const present = new Set(nodes);
    for (const id of [...removedPages, ...removedWanted]) if (!present.has(id)) this.#leave(id);
    const arriving = new Set(nodes.filter((id) => !this.#places.has(id)));
    const changed = links.flatMap((page) => page.links);
    for (const { source, target } of changed) this.#comeAshore(source, target, arriving);
    this.#place(arriving, { pages, links: changed });
    return this.placementsOf([...new Set([...present, ...arriving])].map((id) => ({ id })));
  }

  /** A page that lay on the shore as a stray, of no community, moves to what it is linked with now. */
  #comeAshore(source: PageId, target: PageId, arriving: Set<PageId>): void {
    const [from, to] = [this.#places.get(source), this.#places.get(target)];
    if (!from || !to || !this.#targets.get(source)?.includes(target)) return;
    if (from.community < 0 && to.community >= 0) arriving.add(source);
    if (to.community < 0 && from.community >= 0) arriving.add(target);
  }

  #isOrphan(id: PageId): boolean {
    return !this.#wanted.has(id) && !this.#linkers.get(id);
  }

  /** Replaces what a page links to. */
  #link(source: PageId, targets: readonly PageId[]): void {
    const add = (target: PageId, more: 1 | -1): void => {
      const linkers = (this.#linkers.get(target) ?? 0) + more;
      if (linkers > 0) this.#linkers.set(target, linkers);
      else this.#linkers.delete(target);
    };
    for (const target of this.#targets.get(source) ?? []) add(target, -1);
    for (const target of targets) add(target, 1);
    if (targets.length > 0) this.#targets.set(source, targets);
    else this.#targets.delete(source);
  }

  /** Counts a node in its community and in the region that this is a part of. */
  #count({ community }: Placement, more: 1 | -1): void {
    let counted = this.#communities[community];
    while (counted) {
      counted.size += more;
      counted = counted.parent === null ? undefined : this.#communities[counted.parent];
    }
  }

  #leave(id: PageId): void {
    const place = this.#places.get(id);
    if (!place) return;
    this.#count(place, -1);
    this.#places.delete(id);
  }

  /** @param links in which all that lead to a new node are found @param pages and all new pages */
  #place(arriving: ReadonlySet<PageId>, { pages, links }: Pick<WikiGraph, 'pages' | 'links'>): void {
    if (arriving.size === 0) return;
    const ties = this.#tiesOf(arriving, links);
    for (const id of arriving) this.#leave(id);
    const ranks = this.#ranksOf(arriving, links);
    const spots = new Spots();
    for (const { x, y, rank } of this.#places.values()) spots.stand({ x, y, r: roomOf(rank) });
    const marks = (): LostMarks => lostMarks(pages.filter(({ id }) => arriving.has(id)));
    const settled = this.#found({ arriving, ties, ranks, spots, marks });
    const shore = this.#shorePoints(arriving, ties);
    // The most important first: a page that others hang on is there before them.
    const inOrder = [...arriving].sort(
      (a, b) => (ranks.get(b) ?? 0) - (ranks.get(a) ?? 0) || byCodePoint(a, b),
    );
    for (const id of inOrder) {
      if (settled.has(id)) continue;
      const rank = ranks.get(id) ?? 0;
      const wish = shore.get(id) ?? this.#middleFor(id, ties) ?? CENTRE;
      const place = { id, ...spots.take(wish, roomOf(rank)), rank, community: this.#communityFor(id, ties) };
      this.#places.set(id, place);
      this.#count(place, 1);
    }
  }

  #tiesOf(arriving: ReadonlySet<PageId>, links: readonly Link[]): Ties {
    const ties = new Map([...arriving].map((id) => [id, new Map<PageId, number>()]));
    // Links of a page that moved without being edited are not among those given.
    for (const id of arriving) for (const target of this.#targets.get(id) ?? []) ties.get(id)?.set(target, 1);
    const tie = (id: PageId, other: PageId, weight: number): void => {
      const of = ties.get(id);
      of?.set(other, (of.get(other) ?? 0) + weight);
    };
    for (const link of links) {
      if (!isSemantic(link)) continue;
      tie(link.source, link.target, link.mentions.length);
      tie(link.target, link.source, link.mentions.length);
    }
    return ties;
  }

  /** One step of PageRank, from the pages that link here. */
  #ranksOf(arriving: ReadonlySet<PageId>, links: readonly Link[]): Map<PageId, number> {
    let least = 1;
    for (const { rank } of this.#places.values()) least = Math.min(least, rank);
    const linkers = new Map([...arriving].map((id) => [id, new Set<PageId>()]));
    for (const link of links) if (isSemantic(link)) linkers.get(link.target)?.add(link.source);
    const share = (source: PageId): number =>
      (this.#places.get(source)?.rank ?? least) / (this.#targets.get(source)?.length ?? 1);
    return new Map(
      [...linkers].map(([id, sources]) => {
        const given = [...sources].reduce((sum, source) => sum + share(source), 0);
        return [id, Math.min(1, least + DAMPING * given)];
      }),
    );
  }

  /** Gives new groups of pages land of their own. @returns the nodes that lie there */
  #found({ arriving, ties, ranks, spots, marks }: Founders): Set<PageId> {
    const settled = new Set<PageId>();
    const groups = layOutNewLand({
      ids: [...arriving].sort(byCodePoint),
      ties,
      rankOf: (id) => ranks.get(id) ?? 0,
      isOnLand: (id) => !this.#isOrphan(id),
      titleOf: (id) => this.#titles.get(id) ?? id,
      marks,
      communityOf: (id) => this.#places.get(id)?.community ?? -1,
      wishOf: (ids) => this.#middleOfAll(ids, ties),
      standing: () => this.#landAndShore(),
      names: this.#communities.map(({ name }) => name),
    });
    for (const { community, members } of groups) {
      const number = this.#communities.push({ ...community, size: 0 }) - 1;
      for (const { id, at } of members) {
        const rank = ranks.get(id) ?? 0;
        const place = { id, ...spots.take(at, roomOf(rank)), rank, community: number };
        this.#places.set(id, place);
        this.#count(place, 1);
        settled.add(id);
      }
    }
    return settled;
  }

  /** Circles of all land, and of the pages off it. */
  #landAndShore(): Circle[] {
    const shore = [...this.#places.values()].filter(
      ({ id, community }) => community < 0 || this.#isOrphan(id),
    );
    return [...this.#land(), ...shore.map(({ x, y, rank }) => ({ x, y, r: roomOf(rank) }))];
  }

  /** The communities without parts, and the region that each is in. */
  #land(): Land[] {
    const whole = new Set(this.#communities.flatMap(({ parent }) => parent ?? []));
    return this.#communities.flatMap(({ x, y, radius, parent }, community) =>
      whole.has(community) ? [] : [{ x, y, r: radius, region: parent ?? community }],
    );
  }

  #shorePoints(arriving: ReadonlySet<PageId>, ties: Ties): Map<PageId, Point> {
    const orphans = [...arriving]
      .filter((id) => this.#isOrphan(id) && !this.#places.has(id))
      .sort(byCodePoint);
    if (orphans.length === 0) return new Map();
    const parties = orphans.map((id, node) => {
      const community = this.#communityFor(id, ties);
      const region = this.#communities[community]?.parent ?? community;
      return { nodes: [node], wish: this.#middleFor(id, ties) ?? CENTRE, region };
    });
    const points = placeOnShore(parties, this.#land());
    return new Map(orphans.map((id, node) => [id, points.get(node) ?? CENTRE]));
  }

  /** The middle of what some nodes are linked with on the map, or of their folders' pages. */
  #middleOfAll(ids: readonly PageId[], ties: Ties): Point {
    const middles = ids.flatMap((id) => this.#middleFor(id, ties) ?? []);
    return middles.length > 0 ? middle(middles.map((at) => ({ at, weight: 1 }))) : CENTRE;
  }

  /** Where what it is linked with lies, on land if any of that does; else the middle of its folder. */
  #middleFor(id: PageId, ties: Ties): Point | null {
    const tied = [...(ties.get(id) ?? [])].flatMap(([other, weight]) => {
      const at = this.#places.get(other);
      return at ? [{ at, weight }] : [];
    });
    const onLand = tied.filter(({ at }) => !this.#isOrphan(at.id));
    if (tied.length > 0) return middle(onLand.length > 0 ? onLand : tied);
    const folder = folderPath(id);
    const beside = [...this.#places.values()].filter(
      (at) => folderPath(at.id) === folder && !this.#wanted.has(at.id) && !this.#isOrphan(at.id),
    );
    return beside.length > 0 ? middle(beside.map((at) => ({ at, weight: 1 }))) : null;
  }

  /** The one it is linked with most; -1 for none. */
  #communityFor(id: PageId, ties: Ties): number {
    const weights = new Map<number, number>();
    for (const [other, weight] of ties.get(id) ?? []) {
      const community = this.#places.get(other)?.community ?? -1;
      if (community >= 0) weights.set(community, (weights.get(community) ?? 0) + weight);
    }
    const [most] = [...weights].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return most?.[0] ?? -1;
  }
}

/** First segment of a path with its `/`, '' at the root. */
const folderPath = (id: PageId): string => id.slice(0, id.indexOf('/') + 1);

function isSemantic({ source, target, kind, structural }: Link): boolean {
  return !structural && (kind === 'page' || kind === 'wanted') && source !== target;
}

/** What each page links to, each once. */
function targetsOf(links: readonly Link[]): Map<PageId, PageId[]> {
  const targets = new Map<PageId, Set<PageId>>();
  for (const link of links) {
    if (!isSemantic(link)) continue;
    const of = targets.get(link.source);
    if (of) of.add(link.target);
    else targets.set(link.source, new Set([link.target]));
  }
  return new Map([...targets].map(([source, of]) => [source, [...of]]));
}

function middle(some: readonly { at: Point; weight: number }[]): Point {
  const total = some.reduce((sum, { weight }) => sum + weight, 0);
  const sum = (along: (at: Point) => number): number =>
    some.reduce((all, { at, weight }) => all + along(at) * weight, 0);
  return { x: sum(({ x }) => x) / total, y: sum(({ y }) => y) / total };
}
