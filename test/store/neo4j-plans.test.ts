/**
 * How Neo4j answers the queries: every statement is run under PROFILE on a filled graph. Each must
 * start from an index of ours, and cost what it is asked for, not what the database holds.
 */
import neo4j, { type ProfiledPlan } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportKindSchema } from '../../graph/api.ts';
import type { Read } from '../../store/neo4j/connection.ts';
import { DELETE_OTHERS } from '../../store/neo4j/delete-generations.ts';
import { exportQuery } from '../../store/neo4j/export-query.ts';
import { FacetCounts } from '../../store/facet-counts.ts';
import { changeFacetCounts } from '../../store/neo4j/facet-nodes.ts';
import { linksQuery } from '../../store/neo4j/links-query.ts';
import { mapQuery } from '../../store/neo4j/map-query.ts';
import { mentionsQuery } from '../../store/neo4j/mentions-query.ts';
import { namedQuery } from '../../store/neo4j/named-query.ts';
import { pageQuery, sourceQuery } from '../../store/neo4j/page-query.ts';
import { pathsQuery } from '../../store/neo4j/paths-query.ts';
import { relatedQuery } from '../../store/neo4j/related-query.ts';
import { reportQuery } from '../../store/neo4j/report-query.ts';
import { searchQuery } from '../../store/neo4j/search-query.ts';
import { statsQuery } from '../../store/neo4j/stats-query.ts';
import { analysisQuery, contentsQuery, filesQuery, versionQuery } from '../../store/neo4j/stored-import.ts';
import { subgraphQuery } from '../../store/neo4j/subgraph-query.ts';
import { ask } from './contract/asking.ts';
import { TestWiki, isWithoutServer } from './neo4j-wiki.ts';
import { type PageSpec, graphOf } from './sample-graph.ts';

const SPOKES = 2000;
const QUIET = 200;

/** A hub that every spoke links to, and pages in a ring apart from it. */
function pages(): PageSpec[] {
  const spokes = Array.from({ length: SPOKES }, (_, i) => ({
    id: `spoke/${i}`,
    body: `A word about the [[hub]], and [[gone ${i % 7}]].\n`,
  }));
  const quiet = Array.from({ length: QUIET }, (_, i) => ({
    id: `quiet/${i}`,
    body: `Of its own: [[quiet/${(i + 1) % QUIET}]].\n`,
  }));
  return [{ id: 'hub', body: 'The hub.\n' }, ...spokes, ...quiet];
}

interface Statement {
  cypher: string;
  operators: ProfiledPlan[];
  dbHits: number;
}

describe.skipIf(isWithoutServer('the plans of Neo4j'))('the plan of every statement', () => {
  let wiki: TestWiki;
  let generation = 0;
  beforeAll(async () => {
    wiki = new TestWiki();
    const { graph, analysis } = graphOf(pages());
    await (await wiki.open()).write(graph, analysis);
    const [row] = await wiki.ask('MATCH (n:Wiki {wiki: $wiki}) RETURN n.generation AS generation');
    generation = Number(row?.generation);
    await wiki.ask('CALL db.prepareForReplanning()');
  });
  afterAll(() => wiki.dispose());

  /** What a query runs, each statement with the operators of its plan. */
  async function profiled(query: (read: Read) => Promise<unknown>): Promise<Statement[]> {
    const statements: Statement[] = [];
    const session = wiki.driver.session();
    const tx = session.beginTransaction();
    try {
      await query((work) =>
        work(
          async (cypher, params) => {
            const { records, summary } = await tx.run(`PROFILE ${cypher}`, params);
            const operators = summary.profile ? operatorsOf(summary.profile) : [];
            const dbHits = operators.reduce((sum, one) => sum + Number(one.dbHits), 0);
            statements.push({ cypher, operators, dbHits });
            return records.map((record) => record.toObject());
          },
          { wiki: wiki.name, generation },
        ),
      );
      // what it wrote is not meant
      await tx.rollback();
    } finally {
      await session.close();
    }
    return statements;
  }

  const reports = reportKindSchema.options;
  const queries: [string, (read: Read) => Promise<unknown>][] = [
    ['stats', (read) => statsQuery(read, '')()],
    ['page', (read) => pageQuery(read)('spoke/7')],
    ['source', (read) => sourceQuery(read)('spoke/7')],
    ['links', (read) => linksQuery(read)('hub', ask.links())],
    ['links out', (read) => linksQuery(read)('spoke/7', ask.links({ direction: 'out', relation: ['link'] }))],
    ['map', (read) => mapQuery(read)(ask.map({ limit: 10 }))],
    ['map of a box', (read) => mapQuery(read)(ask.map({ bbox: [0, 0, 9, 9], folder: ['quiet'] }))],
    ['map of orphans', (read) => mapQuery(read)(ask.map({ orphans: true, limit: 3 }))],
    ['search', (read) => searchQuery(read)(ask.search('word abo'))],
    ['search for a phrase', (read) => searchQuery(read)(ask.search('its-ow'))],
    ['search by two letters', (read) => searchQuery(read)(ask.search('hu'))],
    ['named', (read) => namedQuery(read)('hub', 5)],
    ['named nearly so', (read) => namedQuery(read)('qiuet/7', 5)],
    ['export', (read) => exportQuery(read)()],
    ['paths', (read) => pathsQuery(read)(ask.paths('quiet/3', 'quiet/9', { direction: 'any' }))],
    ['mentions', (read) => mentionsQuery(read)('hub', ask.mentions())],
    ['related', (read) => relatedQuery(read)('quiet/3', ask.related())],
    ['files', (read) => filesQuery(read)()],
    ['contents', (read) => contentsQuery(read)()],
    ['analysis', (read) => analysisQuery(read)()],
    ['version', (read) => versionQuery(read)()],
    ...(['in', 'out', 'both'] as const).map((direction): (typeof queries)[number] => [
      `subgraph ${direction}`,
      (read) =>
        subgraphQuery(read)(
          ask.subgraph(['spoke/7', 'quiet/3'], { depth: 3, direction, folder: ['spoke'], wanted: false }),
        ),
    ]),
    ...reports.map((kind): (typeof queries)[number] => [
      `report ${kind}`,
      (read) => reportQuery(read)(kind, ask.report({ folder: ['spoke', 'quiet'] })),
    ]),
  ];

  it.each(queries)('starts from an index: %s', async (_, query) => {
    const statements = await profiled(query);
    expect(statements.length).toBeGreaterThan(0);
    for (const { cypher, operators } of statements) {
      const starts = operators.filter((one) => one.children.length === 0).map(described);
      const plan = {
        cypher,
        otherStarts: starts.filter((start) => !ALLOWED.test(start)),
        isIndexed: operators.map(described).some((one) => OURS.test(one)),
        products: operators.filter(isProduct).map((one) => operatorsOf(one).map(described)),
      };
      expect(plan).toEqual({ cypher, otherStarts: [], isIndexed: true, products: [] });
    }
  });

  it.each(DELETE_OTHERS)('finds what is left of other generations by an index: %s', async (statement) => {
    const [plan] = await profiled((read) =>
      read((run) => run(statement, { wiki: wiki.name, writer: 'nobody', limit: neo4j.int(10) })),
    );
    const starts = plan?.operators.filter((one) => one.children.length === 0).map(described) ?? [];
    expect(starts.filter((start) => !ALLOWED.test(start))).toEqual([]);
    expect(starts.filter((start) => OURS.test(start))).toHaveLength(2);
  });

  it('finds the counts of a facet by its key', async () => {
    const key = { wiki: wiki.name, generation };
    const statements = await profiled((read) =>
      read((run) => changeFacetCounts(run, key, [], counted('no such facet'))),
    );
    expect(statements.length).toBeGreaterThan(0);
    for (const { cypher, operators } of statements.filter((one) => one.cypher.includes('MATCH'))) {
      const starts = operators.filter((one) => one.children.length === 0).map(described);
      expect({ cypher, isIndexed: starts.some((start) => OURS.test(start)) }).toEqual({
        cypher,
        isIndexed: true,
      });
    }
  });

  it('takes a page by its id at a cost that does not depend on the wiki', async () => {
    for (const query of [pageQuery, sourceQuery]) {
      for (const { dbHits } of await profiled((read) => query(read)('spoke/7'))) {
        expect(dbHits).toBeLessThan(100);
      }
    }
  });

  it('walks from a hub along its own links once', async () => {
    // to the hub, and to its other spokes, which are cut
    const [around, ...others] = await profiled((read) =>
      subgraphQuery(read)(ask.subgraph('spoke/7', { depth: 4, limit: 50 })),
    );
    expect(others).toEqual([]);
    expect(around?.dbHits).toBeLessThan(20 * SPOKES);
  });

  it('does not look at the hub where it is out of reach', async () => {
    const around = await profiled((read) => subgraphQuery(read)(ask.subgraph('quiet/3', { depth: 2 })));
    for (const { dbHits } of around) expect(dbHits).toBeLessThan(500);
  });
});

/** Where a plan may start: at what is given, and at our own indexes. */
const ALLOWED = /^(Argument|EmptyRow|Unwind|Projection|NodeUniqueIndexSeek|NodeIndexSeek|ProcedureCall)/;
const OURS =
  /NodeUniqueIndexSeek.*:(Topic|Wiki|FacetCounts)\(wiki|NodeIndexSeek.*:Topic\(wiki, generation, (rank|tile)\)|NodeIndexSeek.*:FacetCounts\(wiki, generation, key\)|ProcedureCall.*db\.index\.fulltext/;

function counted(facet: string): FacetCounts {
  const counts = new FacetCounts();
  counts.add(facet, 'value', 1);
  return counts;
}

/** Two nodes found by their ids are one row beside another, which costs no more than finding them. */
function isProduct({ operatorType, children }: ProfiledPlan): boolean {
  const isOne = (plan: ProfiledPlan): boolean => plan.operatorType.startsWith('NodeUniqueIndexSeek');
  return operatorType.startsWith('CartesianProduct') && !children.every(isOne);
}

function described({ operatorType, arguments: details }: ProfiledPlan): string {
  return `${operatorType} ${String(details.Details ?? '')}`;
}

function operatorsOf(plan: ProfiledPlan): ProfiledPlan[] {
  return [plan, ...plan.children.flatMap(operatorsOf)];
}
