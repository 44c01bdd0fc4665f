/** The questions that docs/neo4j.md asks in Cypher: each is right for the sample wiki, and only reads. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyse } from '../../import/analyse/analyse.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { TestWiki, isWithoutServer } from '../store/neo4j-wiki.ts';

const inProject = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

const questions = [
  ...readFileSync(inProject('docs/neo4j.md'), 'utf8').matchAll(
    /^\d+\. (?<question>.+)\n\n```cypher\n(?<cypher>[^`]+)```$/gm,
  ),
].map(({ groups }) => ({ question: groups?.question ?? '', cypher: groups?.cypher ?? '' }));

/** The first row of each answer, in the order of the page. */
const FIRST_ROWS: Record<string, unknown>[] = [
  { page: 'Rigging a character', sentence: expect.stringContaining('Sintel') },
  { orphan: 'blender_studio/yo_frankie' },
  { wanted: expect.any(String), pages: expect.any(Number) },
  { way: expect.arrayContaining(['Room tone', 'Sintel']) },
  { page: expect.any(String), folder: expect.any(String) },
  { director: expect.any(String), films: expect.arrayContaining([expect.any(String)]) },
  { page: expect.any(String), inCommon: expect.any(Number) },
  { from: expect.any(String), to: expect.any(String), mentions: expect.any(Number) },
  { year: 2006, first: 'Elephants Dream' },
  { region: expect.any(Number), pages: expect.any(Number) },
];

describe.skipIf(isWithoutServer('the questions of docs/neo4j.md'))('docs/neo4j.md', () => {
  let wiki: TestWiki;
  beforeAll(async () => {
    wiki = new TestWiki();
    const graph = await new FolderImport(inProject('examples')).run();
    const store = await wiki.open();
    await store.write(graph, analyse(graph));
  });
  afterAll(async () => wiki.dispose());

  it('asks ten questions', () => {
    expect(questions).toHaveLength(10);
  });

  it.each(questions.map((one, i) => ({ ...one, i })))('answers: $question', async ({ cypher, i }) => {
    const { records, summary } = await wiki.driver.executeQuery(
      cypher.replaceAll("wiki: 'wiki'", 'wiki: $wiki'),
      { wiki: wiki.name },
    );
    expect(summary.counters.containsUpdates()).toBe(false);
    expect(records[0]?.toObject()).toMatchObject(FIRST_ROWS[i] ?? {});
  });
});
