/**
 * The wiki that is asked about: in SQLite, which stays in the scratch folder for the next time, and
 * as the one JSON file that a site without a database has. Invariant: both hold the same graph.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mapQuerySchema } from '../graph/api.ts';
import { unpackMap } from '../graph/map-columns.ts';
import { openSqliteStore } from '../store/sqlite/open.ts';
import { PROGRAM, SCRATCH, say } from './places.ts';
import type { Wiki } from './wikis.ts';

const SERVED = join(SCRATCH, 'served');

/** Imports the wiki, or what has changed since it was last imported. @returns the store's file */
export function storedWiki(wiki: Wiki): string {
  mkdirSync(SERVED, { recursive: true });
  const file = join(SERVED, `${wiki.name}.sqlite`);
  say(`importing ${wiki.name} into ${file}`);
  execFileSync(process.execPath, [PROGRAM, 'import', wiki.folder, '--store', `sqlite:${file}`], {
    stdio: 'ignore',
  });
  return file;
}

export interface WholeGraph {
  /** of pages that are joined by the links that neighbourhoods are made of */
  size: { pages: number; links: number };
  /** {id: {title, links: [id]}} */
  indexFile: string;
  /** a JSON list of all ids */
  pagesFile: string;
}

/** Writes down the graph that a store holds. @param file the store's; a server would give all of it up after 5 s */
export async function wholeGraph(wiki: Wiki, file: string): Promise<WholeGraph> {
  const store = await openSqliteStore(file);
  const everything = mapQuerySchema.parse({ limit: '200000', links: '1000000' });
  const { nodes, edges } = unpackMap(await store.map(everything));
  await store.close();
  const pages = nodes.id.map((_, page) => ({ title: nodes.label[page] ?? '', links: new Array<string>() }));
  edges.source.forEach((source, edge) => {
    pages[source]?.links.push(nodes.id[edges.target[edge] ?? -1] ?? '');
  });
  const write = (what: string, value: unknown): string => {
    const written = join(SERVED, `${wiki.name}-${what}.json`);
    writeFileSync(written, JSON.stringify(value));
    return written;
  };
  return {
    size: { pages: nodes.id.length, links: edges.source.length },
    indexFile: write('index', Object.fromEntries(nodes.id.map((id, page) => [id, pages[page]]))),
    pagesFile: write('pages', nodes.id),
  };
}
