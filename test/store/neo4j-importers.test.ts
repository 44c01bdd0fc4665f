/**
 * Importers of one wiki in Neo4j: two at once, one that dies, one that lost its turn; and readers
 * meanwhile, who see one graph or the next and never a mixture.
 */
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Subgraph } from '../../graph/api.ts';
import { AtlasError } from '../../graph/errors.ts';
import type { GraphChange } from '../../graph/graph-change.ts';
import { unpackMap } from '../../graph/map-columns.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { makeWiki, startCommand } from '../cli/run-command.ts';
import { ask } from './contract/asking.ts';
import { type StoredGraph, graphOf } from './sample-graph.ts';
import { TestWiki, isWithoutServer } from './neo4j-wiki.ts';
import { wholeExport } from './whole-export.ts';

describe.skipIf(isWithoutServer('importers of Neo4j'))('importers of one wiki', () => {
  let wiki: TestWiki;
  beforeEach(() => {
    wiki = new TestWiki();
  });
  afterEach(async () => wiki.dispose());

  it('that write at once write one after the other', async () => {
    const [one, other] = [ring(300, 'one'), ring(200, 'other')];
    const stores = await Promise.all([wiki.open(), wiki.open()]);
    const reader = await wiki.open();
    const writing = Promise.all([
      stores[0].write(one.graph, one.analysis),
      stores[1].write(other.graph, other.analysis),
    ]);
    const seen = await seenWhile(writing, async () => {
      const { nodes } = unpackMap(await reader.map(ask.map()));
      return `${nodes.id.length} of ${nodes.id[0]?.split('-')[0]}`;
    });
    const whole = ['0 of undefined', '300 of one', '200 of other'];
    expect([...seen].filter((answer) => !whole.includes(answer))).toEqual([]);
    const last = (await reader.stats()).pages === 300 ? one : other;
    expect((await reader.version())?.fingerprint).toBe(last.graph.fingerprint);
    expect((await wholeExport(reader)).edges).toHaveLength(last.graph.links.length);
    expect(await leftovers(wiki)).toBe(0);
  });

  it('store pages while the map is being laid out, and place them at the end', async () => {
    const { graph, analysis } = ring(300, 'p');
    await (await wiki.open()).write(graph, analysis);
    const atOnce = await wiki.contents();
    let layOut = (): void => undefined;
    const laidOut = new Promise<typeof analysis>((resolve) => {
      layOut = () => resolve(analysis);
    });
    const other = new TestWiki();
    onTestFinished(() => other.dispose());
    await (await other.open()).write(graph, laidOut, () => layOut());
    expect(await other.contents()).toEqual(atOnce);
  });

  it('are told where another one writes all the time', async () => {
    const { graph, analysis } = ring(3, 'p');
    const store = await wiki.open({ patience: 0.1 });
    await store.write(graph, analysis);
    await wiki.ask(
      `MATCH (n:Wiki {wiki: $wiki}) SET n.writer = 'another', n.writerUntil = timestamp() + 3600000`,
    );
    const told = { code: 'store-unavailable', message: expect.stringContaining('another import') };
    await expect(store.write(graph, analysis)).rejects.toMatchObject(told);
    await expect(store.apply(...changeTo(graph.fingerprint, ring(4, 'p')))).rejects.toMatchObject(told);
    expect(await store.stats()).toMatchObject({ pages: 3 });
  });

  it('take over from one whose time is up, which then writes nothing more', async () => {
    const [one, other] = [ring(2500, 'one'), ring(5, 'other')];
    const [slow, quick] = await Promise.all([wiki.open(), wiki.open()]);
    const state: { taken: Promise<void> | null } = { taken: null };
    const takeOver = async (): Promise<void> => {
      await wiki.ask('MATCH (n:Wiki {wiki: $wiki}) SET n.writerUntil = 0');
      await quick.write(other.graph, other.analysis);
    };
    const lost = slow.write(one.graph, one.analysis, () => void (state.taken ??= takeOver()));
    // the first is done before the other begins, or finds that it lost its turn
    const outcome = await lost.then(
      () => 'done first',
      (error: unknown) => String(error),
    );
    await state.taken;
    expect(outcome).toMatch(/done first|took over/);
    expect((await quick.version())?.fingerprint).toBe(other.graph.fingerprint);
    expect(await quick.stats()).toMatchObject({ pages: 5, links: 5 });
    await quick.write(other.graph, other.analysis);
    expect(await leftovers(wiki)).toBe(0);
  });

  it('change the graph in one step for readers', async () => {
    const graphs = [wheel(150, 'first', 0), wheel(150, 'next', 1)];
    const [first, next] = graphs;
    if (!first || !next) return;
    const [store, reader] = await Promise.all([wiki.open(), wiki.open()]);
    await store.write(first.graph, first.analysis);
    const changing = (async () => {
      for (let i = 0; i < 6; i += 1) {
        const [from, to] = i % 2 === 0 ? [first, next] : [next, first];
        expect(await store.apply(...changeTo(from.graph.fingerprint, to))).toBe(true);
      }
    })();
    const seen = await seenWhile(changing, async () => signature(await wholeExport(reader)));
    expect(seen.size).toBeLessThanOrEqual(2);
    for (const { graph, analysis } of graphs) {
      await store.write(graph, analysis);
      seen.delete(signature(await wholeExport(store)));
    }
    expect([...seen]).toEqual([]);
  });
});

describe.skipIf(isWithoutServer('imports into Neo4j that are killed'))('an import that is killed', () => {
  const pages = Object.fromEntries(
    Array.from({ length: 400 }, (_, i) => [
      `f${i % 7}/p${i}.md`,
      `---\ntags: [t${i % 5}]\nyear: ${2000 + (i % 20)}\n---\n# P${i}\n\n[[p${(i * 7) % 400}]] [[p${(i * 13 + 1) % 400}]] [[missing ${i % 30}]]\n`.repeat(
        1 + (i % 3),
      ),
    ]),
  );
  const newWiki = (): TestWiki => {
    const wiki = new TestWiki();
    onTestFinished(() => wiki.dispose());
    return wiki;
  };

  it('at any moment leaves the next run with the graph of a clean import', { timeout: 600_000 }, async () => {
    const folder = await newFolder(pages);
    const clean = newWiki();
    const duration = await importing(folder, clean);
    const expected = await clean.contents();
    const moments = Array.from({ length: 10 }, () => (0.25 + 0.8 * Math.random()) * duration);
    await inPairs([...moments.entries()], async ([i, moment]) => {
      const wiki = newWiki();
      await importing(folder, wiki, moment);
      // the first waits for the dead one's turn to end; with the others it is made so
      if (i > 0) await endTurn(wiki);
      await importing(folder, wiki);
      expect(await wiki.contents(), `killed after ${moment} of ${duration} ms`).toEqual(expected);
    });
  });

  it(
    'amid edits leaves readers the graph before or after, and the next run heals it',
    { timeout: 600_000 },
    async () => {
      const folder = await newFolder(pages);
      const wikis = Array.from({ length: 6 }, newWiki);
      await inPairs(wikis, async (wiki) => void (await importing(folder, wiki)));
      const store = async (wiki: TestWiki): Promise<GraphStore> => wiki.open();
      const before = linksOf(await wholeExport(await store(wikis[0] ?? newWiki())));
      // a few pages are taken in as a change, half of them as a new graph
      for (const [share, group] of [
        [100, wikis.slice(0, 3)],
        [2, wikis.slice(3)],
      ] as const) {
        for (const path of Object.keys(pages).filter((_, i) => i % share === 0)) {
          await writeFile(join(folder, path), `Edited ${share}: [[p1]] [[p2]] [[new ${share}]]\n`);
        }
        const clean = newWiki();
        const duration = await importing(folder, clean);
        const after = linksOf(await wholeExport(await store(clean)));
        await inPairs(group, async (wiki) => {
          await importing(folder, wiki, (0.25 + 0.8 * Math.random()) * duration);
          const reader = await store(wiki);
          expect([before, after]).toContainEqual(linksOf(await wholeExport(reader)));
          await endTurn(wiki);
          await importing(folder, wiki);
          expect(linksOf(await wholeExport(reader))).toEqual(after);
          expect(await leftovers(wiki)).toBe(0);
        });
      }
    },
  );
});

async function newFolder(files: Record<string, string>): Promise<string> {
  const folder = await makeWiki(files);
  onTestFinished(() => rm(dirname(folder), { recursive: true }));
  return folder;
}

/** The turn of a dead writer, as if its time were up. */
async function endTurn(wiki: TestWiki): Promise<void> {
  await wiki.ask('MATCH (n:Wiki {wiki: $wiki}) WHERE n.writer IS NOT NULL SET n.writerUntil = 0');
}

/** Two at a time: most of it is one process after another. */
async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all([worker(), worker()]);
}

/** Runs the command, killed after so many milliseconds. @returns how long it took */
async function importing(folder: string, wiki: TestWiki, killedAfter?: number): Promise<number> {
  const start = performance.now();
  const child = startCommand(['import', folder, '--store', wiki.address]);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  if (killedAfter !== undefined) {
    const waiting = new AbortController();
    await Promise.race([
      ended,
      sleep(killedAfter, undefined, { signal: waiting.signal }).catch(() => undefined),
    ]);
    waiting.abort();
    child.kill('SIGKILL');
    await ended;
    return killedAfter;
  }
  const [code] = (await ended) as [number | null];
  expect({ code, said }).toMatchObject({ code: 0 });
  return performance.now() - start;
}

/** Pages in a ring, their ids beginning with `prefix`. */
function ring(count: number, prefix: string): StoredGraph {
  const made = graphOf(
    Array.from({ length: count }, (_, i) => ({
      id: `${prefix}-${i}`,
      body: `To [[${prefix}-${(i + 1) % count}]].\n`,
    })),
  );
  return { ...made, graph: { ...made.graph, fingerprint: `${prefix} of ${count}` } };
}

/** The same pages linked otherwise: every page differs from one `turn` to the other. */
function wheel(count: number, fingerprint: string, turn: number): StoredGraph {
  const made = graphOf(
    Array.from({ length: count }, (_, i) => ({
      id: `p-${i}`,
      title: `${fingerprint} ${i}`,
      body: `To [[p-${(i + 1 + turn) % count}]] and [[${fingerprint}]].\n`,
    })),
  );
  return { ...made, graph: { ...made.graph, fingerprint } };
}

/** A change to a graph of the same pages that were all written anew; all wanted pages differ. */
function changeTo(base: string, { graph, analysis }: StoredGraph): Parameters<GraphStore['apply']> {
  const others = base === 'first' || base === 'next' ? [{ id: base }] : [];
  const change: GraphChange = {
    base,
    fingerprint: graph.fingerprint,
    name: graph.name,
    home: graph.home,
    pages: graph.pages,
    removedPages: [],
    wanted: graph.wanted,
    removedWanted: others.map((node) => node.id),
    links: graph.pages.map(({ id }) => ({
      source: id,
      links: graph.links.filter((link) => link.source === id),
      relinked: true,
    })),
    attachments: null,
    report: graph.report,
  };
  return [change, { placements: analysis.placements, communities: analysis.communities, drift: 0 }];
}

/** Asks again and again until something is done; all different answers. */
/** What a reader saw; that the server was too busy to answer in time is no graph. */
async function seenWhile(running: Promise<unknown>, look: () => Promise<string>): Promise<Set<string>> {
  const state = { isRunning: true };
  const done = running.finally(() => (state.isRunning = false));
  const seen = new Set<string>();
  do {
    const answer = await look().catch(tooBusy);
    if (answer !== null) seen.add(answer);
  } while (state.isRunning);
  await done;
  return seen;
}

function tooBusy(error: unknown): null {
  if (error instanceof AtlasError && error.message.includes('took too long')) return null;
  throw error;
}

function signature({ nodes, edges }: Subgraph): string {
  return JSON.stringify([
    nodes.map(({ key, attributes }) => [key, attributes.label, attributes.inDegree]),
    edges,
  ]);
}

function linksOf({ nodes, edges }: Subgraph): unknown[] {
  return [
    ...nodes.map(({ key, attributes: { kind, label, inDegree, outDegree } }) => [
      key,
      kind,
      label,
      inDegree,
      outDegree,
    ]),
    ...edges,
  ];
}

/** Nodes of generations that nobody sees. */
async function leftovers(wiki: TestWiki): Promise<unknown> {
  const [row] = await wiki.ask(
    `MATCH (w:Wiki {wiki: $wiki}) MATCH (n:Topic|PageText|FacetCounts {wiki: $wiki})
     WHERE n.generation <> w.generation RETURN count(n) AS nodes`,
  );
  return row?.nodes;
}
