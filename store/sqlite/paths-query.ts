/** Paths between two nodes: what the search of store/paths.ts asks for, read from the indexes alone. */
import type Database from 'better-sqlite3';
import type { PathList, PathsQuery } from '../../graph/api.ts';
import type { Via } from '../../graph/link.ts';
import {
  type FoundPaths,
  type Neighbour,
  type NeighboursAsked,
  type PathLink,
  type PathNode,
  findPaths,
  pathList,
  stepsOf,
} from '../paths.ts';
import type { NotFound } from './named-query.ts';
import {
  MENTION_COLUMNS,
  type MentionRow,
  type SummaryRow,
  degreeColumns,
  inRelations,
  mention,
  nameFilter,
  nodeFinder,
  summary,
  summaryColumns,
} from './node-rows.ts';
import { WANTED } from './schema.ts';

interface Filter {
  structural: number;
  relations: string | null;
}

type StepRow = MentionRow & {
  source: number;
  target: number;
  relation: string;
  via: Via | null;
  ambiguous: number;
  structural: number;
  count: number;
};

type Statements<Row> = { links: Row; all: Row };

/** @throws AtlasError page-not-found where an end is no node */
export function pathsQuery(db: Database.Database, notFound: NotFound): (query: PathsQuery) => PathList {
  const find = nodeFinder(db);
  const relationFilter = nameFilter(db, 'relation');
  /** pairs: a place among the nodes, and a neighbour of the node there */
  const walk = (
    from: string,
    to: string,
  ): Database.Statement<[Filter & { nodes: string }], [number, number]> =>
    db
      .prepare<[Filter & { nodes: string }], [number, number]>(
        `SELECT j.key, l.${to} FROM json_each(@nodes) j CROSS JOIN link l
         WHERE l.${from} = j.value AND l.kind <= ${WANTED} AND l.structural <= @structural
           AND ${inRelations('@relations', 'l.relation')}`,
      )
      .raw();
  const walks = { out: walk('source', 'target'), in: walk('target', 'source') };
  const eachWay = <Row>(prepare: (structural: boolean) => Row): Statements<Row> => ({
    links: prepare(false),
    all: prepare(true),
  });
  const pathNodes = eachWay((structural) => {
    const { inDegree, outDegree } = degreeColumns(structural);
    return db.prepare<[string], PathNode<number>>(
      `SELECT n.id AS key, n.name AS id, ${inDegree} AS inDegree, ${outDegree} AS outDegree
       FROM json_each(?) j CROSS JOIN node n ON n.id = j.value`,
    );
  });
  const summaries = eachWay((structural) =>
    db.prepare<[string], SummaryRow & { node: number }>(
      `SELECT ${summaryColumns(structural)}, n.id AS node
       FROM json_each(?) j CROSS JOIN node n ON n.id = j.value JOIN folder f ON f.id = n.folder`,
    ),
  );
  const linksBetween = db.prepare<[Filter & { source: number; target: number }], StepRow>(
    `SELECT l.source, l.target, r.name AS relation, l.via, l.ambiguous, l.structural, l.count, ${MENTION_COLUMNS}
     FROM link l JOIN relation r ON r.id = l.relation JOIN mention m ON m.link = l.id AND m.place = 0
     WHERE l.source = @source AND l.target = @target AND l.kind <= ${WANTED} AND l.structural <= @structural
       AND ${inRelations('@relations', 'l.relation')}`,
  );

  return (query) => {
    const ends = [query.from, query.to].map((id) => {
      const node = find(id);
      if (node === undefined) throw notFound(id);
      return node;
    });
    const filter: Filter = {
      structural: query.structural ? 1 : 0,
      relations: relationFilter(query.relation),
    };
    const degrees = query.structural ? 'all' : 'links';
    const nodesOf = (keys: Iterable<number>): PathNode<number>[] =>
      pathNodes[degrees].all(JSON.stringify([...keys]));
    const neighbours = ({ nodes, direction }: NeighboursAsked<number>): Neighbour<number>[] => {
      const of = new Map<number, number[]>();
      const asked = JSON.stringify(nodes);
      for (const way of ['out', 'in'] as const) {
        if (direction !== 'any' && direction !== way) continue;
        for (const [place, node] of walks[way].all({ ...filter, nodes: asked })) {
          const places = of.get(node);
          if (places) places.push(place);
          else of.set(node, [place]);
        }
      }
      return nodesOf(of.keys()).map((node) => {
        const places = of.get(node.key) ?? [];
        return { ...node, of: places.length > 1 ? [...new Set(places)] : places };
      });
    };

    const known = new Map(nodesOf(ends).map((node) => [node.key, node]));
    const [from, to] = ends.map((key) => known.get(key));
    if (!from || !to) throw notFound(from ? query.to : query.from);
    const found = searched(findPaths({ from, to }, query), neighbours);
    const shown = JSON.stringify([...new Set(found.paths.flat())]);
    const links = stepsOf(found.paths).flatMap(([source, target]): PathLink<number>[] => {
      const there = linksBetween.all({ ...filter, source, target });
      const back =
        query.direction === 'any' ? linksBetween.all({ ...filter, source: target, target: source }) : [];
      return [...there, ...back].map(pathLink);
    });
    return pathList(
      found,
      new Map(summaries[degrees].all(shown).map((row) => [row.node, summary(row)])),
      links,
    );
  };
}

function searched(
  search: ReturnType<typeof findPaths<number>>,
  neighbours: (asked: NeighboursAsked<number>) => Neighbour<number>[],
): FoundPaths<number> {
  let turn = search.next();
  while (!turn.done) turn = search.next(neighbours(turn.value));
  return turn.value;
}

function pathLink(row: StepRow): PathLink<number> {
  const { source, target, relation, via, ambiguous, structural, count, ...first } = row;
  return {
    source,
    target,
    relation,
    via,
    ambiguous,
    structural: structural === 1,
    count,
    mention: mention(first),
  };
}
