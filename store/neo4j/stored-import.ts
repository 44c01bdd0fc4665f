/**
 * What an import goes on from: the analysis, the files and their text, as they were written.
 * Not bounded, since an import has the whole wiki in memory anyway; pages in order of their ids.
 */
import { byCodePoint } from '../../graph/names.ts';
import type { PageFile, PageId } from '../../graph/page.ts';
import type { Analysis, Community, Placement } from '../../graph/wiki-graph.ts';
import type { StoredFiles, StoredVersion } from '../graph-store.ts';
import { LONG_READ_TIMEOUT, type Read, type Run, type WikiKey } from './connection.ts';
import { inflateDerived } from './derived-text.ts';
import { ALL_TOPICS, keyParameters } from './node-records.ts';
import { ID, NO_GENERATION } from './schema.ts';

const PAGES = `${ALL_TOPICS} AND n:Page`;
const FILE = 'n.path AS path, n.size AS size, n.mtimeMs AS mtimeMs, n.hash AS hash';

/** The analysis as it was written, null before the first write. */
export function analysisQuery(read: Read): () => Promise<Analysis | null> {
  return () =>
    read(async (run, key) => {
      if (key.generation === NO_GENERATION) return null;
      const [wiki] = (await run(
        'MATCH (n:Wiki {wiki: $wiki}) RETURN n.communities AS communities, n.drift AS drift',
        keyParameters(key),
      )) as { communities: string; drift: number }[];
      const nodes = (await run(
        `${ALL_TOPICS}
         RETURN ${ID} AS id, n:Wanted AS isWanted, n.x AS x, n.y AS y, n.rank AS rank, n.community AS community`,
        keyParameters(key),
      )) as unknown as (Placement & { isWanted: boolean })[];
      return {
        placements: nodes
          .sort((a, b) => Number(a.isWanted) - Number(b.isWanted) || byCodePoint(a.id, b.id))
          .map(({ id, x, y, rank, community }) => ({ id, x, y, rank, community })),
        communities: JSON.parse(wiki?.communities ?? '[]') as Community[],
        drift: wiki?.drift ?? 0,
      };
    }, LONG_READ_TIMEOUT);
}

type FileRecord = PageFile & { id: PageId };
type FileRow = [id: PageId, path: string, size: number, mtimeMs: number, hash: string];

/** The files of all pages, without their text. */
export function filesQuery(read: Read): () => Promise<PageFile[]> {
  return () =>
    read(async (run, key) => {
      // a record of its own for each page takes half as long again
      const [row] = (await run(
        `${PAGES} RETURN collect([${ID}, n.path, n.size, n.mtimeMs, n.hash]) AS files`,
        keyParameters(key),
      )) as { files: FileRow[] }[];
      return (row?.files ?? [])
        .sort((a, b) => byCodePoint(a[0], b[0]))
        .map(([, path, size, mtimeMs, hash]) => ({ path, size, mtimeMs, hash }));
    }, LONG_READ_TIMEOUT);
}

/** The files of all pages with their text, null before the first write. */
export function contentsQuery(read: Read): () => Promise<StoredFiles | null> {
  return () =>
    read(async (run, key) => {
      if (key.generation === NO_GENERATION) return null;
      const wiki = await wikiOf(run, key);
      const pages = (await run(
        `${PAGES} MATCH (n)-[:HAS_TEXT]->(x:PageText) RETURN ${ID} AS id, ${FILE}, x.markdown AS markdown, x.derived AS derived`,
        keyParameters(key),
      )) as unknown as (FileRecord & { markdown: string; derived: Int8Array })[];
      return {
        ...wiki,
        pages: pages
          .sort((a, b) => byCodePoint(a.id, b.id))
          .map(({ id, markdown, derived, ...file }) => {
            const { parsed } = inflateDerived(derived, markdown);
            return { id, file: fileOf(file), markdown, parsed };
          }),
      };
    }, LONG_READ_TIMEOUT);
}

async function wikiOf(run: Run, key: WikiKey): Promise<Omit<StoredFiles, 'pages'>> {
  const [wiki] = (await run(
    `MATCH (n:Wiki {wiki: $wiki})
     RETURN n.fingerprint AS fingerprint, n.importedAt AS importedAt, n.attachments AS attachments`,
    keyParameters(key),
  )) as { fingerprint: string; importedAt: string; attachments: string }[];
  return {
    fingerprint: wiki?.fingerprint ?? '',
    importedAt: wiki?.importedAt ?? '',
    attachments: JSON.parse(wiki?.attachments ?? '[]') as string[],
  };
}

function fileOf({ path, size, mtimeMs, hash }: PageFile): PageFile {
  return { path, size, mtimeMs, hash };
}

/** Which graph is stored, null before the first write. */
export function versionQuery(read: Read): () => Promise<StoredVersion | null> {
  return () =>
    read(async (run, key) => {
      if (key.generation === NO_GENERATION) return null;
      const [wiki] = (await run(
        'MATCH (n:Wiki {wiki: $wiki}) RETURN n.fingerprint AS fingerprint, n.importedAt AS importedAt',
        keyParameters(key),
      )) as Partial<StoredVersion>[];
      return typeof wiki?.fingerprint === 'string'
        ? { fingerprint: wiki.fingerprint, importedAt: wiki.importedAt ?? '' }
        : null;
    });
}
