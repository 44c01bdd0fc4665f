/** One page: what is known of it, the text it is shown from, and the files of all pages. */
import type Database from 'better-sqlite3';
import type { PageDetail } from '../../graph/api.ts';
import type { LinkSyntax, TargetKind } from '../../graph/link.ts';
import type { Facet, Heading, PageFile, PageId } from '../../graph/page.ts';
import {
  LONGEST_FORMATTED,
  type PageSource,
  type ResolvedMention,
  type StoredFiles,
} from '../graph-store.ts';
import { type SummaryRow, summary, summaryColumns } from './node-rows.ts';
import { ATTACHMENT, EXTERNAL, PAGE, SELF, WANTED } from './schema.ts';
import { fingerprintQuery, metaQuery, statsQuery } from './stats.ts';

interface DetailRow extends SummaryRow {
  videoId: string | null;
  rank: number;
  community: number;
  communityName: string | null;
  x: number;
  y: number;
  structuralIn: number;
  structuralOut: number;
  path: string | null;
  isIndex: number | null;
  aliases: string | null;
  tags: string | null;
  facets: string | null;
  headings: string | null;
  attachments: number | null;
  externals: number | null;
}

export function pageQuery(db: Database.Database): (id: PageId) => PageDetail | null {
  const find = db.prepare<[string], DetailRow>(
    `SELECT ${summaryColumns(false)}, n.video_id AS videoId, n.rank, n.community, c.name AS communityName, n.x, n.y,
       n.in_all - n.in_links AS structuralIn, n.out_all - n.out_links AS structuralOut,
       p.path, p.is_index AS isIndex, p.aliases, p.tags, p.facets, p.headings, p.attachments, p.externals
     FROM node n JOIN folder f ON f.id = n.folder
     LEFT JOIN page p ON p.node = n.id LEFT JOIN community c ON c.id = n.community
     WHERE n.name = ?`,
  );
  return (id) => {
    const row = find.get(id);
    if (!row) return null;
    const { videoId, rank, community, communityName, x, y, structuralIn, structuralOut, path } = row;
    return {
      ...summary(row),
      aliases: list<string>(row.aliases),
      tags: list<string>(row.tags),
      facets: list<Facet>(row.facets),
      headings: list<Heading>(row.headings),
      index: row.isIndex === 1,
      attachments: row.attachments ?? 0,
      externals: row.externals ?? 0,
      videoId,
      rank,
      community,
      communityName,
      x,
      y,
      structuralIn,
      structuralOut,
      path,
    };
  };
}

function list<T>(json: string | null): T[] {
  return json === null ? [] : (JSON.parse(json) as T[]);
}

interface SourceRow {
  node: number;
  title: string;
  markdown: string;
  videoId: string | null;
}

type ResolvedRow = Omit<ResolvedMention, 'kind' | 'syntax'> & { kind: number; syntax: string };

export function sourceQuery(db: Database.Database): (id: PageId) => PageSource | null {
  const find = db.prepare<[string], SourceRow>(
    `SELECT n.id AS node, n.title, c.markdown, n.video_id AS videoId
     FROM node n JOIN content c ON c.node = n.id WHERE n.name = ?`,
  );
  const mentions = db.prepare<[number], ResolvedRow>(
    `SELECT m."offset", m.length, m.syntax, m.label, m.fragment, l.kind, coalesce(t.name, l.address) AS target,
       r.name AS relation
     FROM link l JOIN relation r ON r.id = l.relation JOIN mention m ON m.link = l.id
     LEFT JOIN node t ON t.id = l.target
     WHERE l.source = ? ORDER BY m."offset", l.id, m.place`,
  );
  return (id) => {
    const page = find.get(id);
    if (!page) return null;
    const { node, title, markdown, videoId } = page;
    const resolved = (markdown.length > LONGEST_FORMATTED ? [] : mentions.all(node)).map((row) => ({
      ...row,
      kind: targetKind(row.kind),
      syntax: row.syntax as LinkSyntax,
    }));
    return { id, title, markdown, videoId, mentions: resolved };
  };
}

const TARGET_KINDS = new Map<number, TargetKind>([
  [PAGE, 'page'],
  [WANTED, 'wanted'],
  [SELF, 'self'],
  [ATTACHMENT, 'attachment'],
  [EXTERNAL, 'external'],
]);

function targetKind(kind: number): TargetKind {
  return TARGET_KINDS.get(kind) ?? 'external';
}

/** In page-id order. */
export function filesQuery(db: Database.Database): () => PageFile[] {
  const all = db.prepare<[], PageFile>(
    `SELECT p.path, p.size, p.mtime_ms AS mtimeMs, p.hash FROM page p JOIN node n ON n.id = p.node ORDER BY n.name`,
  );
  return () => all.all();
}

type ContentRow = PageFile & { id: PageId; markdown: string; parsed: string };

/** In page-id order; null before the first write. */
export function contentsQuery(db: Database.Database): () => StoredFiles | null {
  const fingerprint = fingerprintQuery(db);
  const attachments = metaQuery(db, 'attachments');
  const importedAt = statsQuery(db, '');
  const pages = db.prepare<[], ContentRow>(
    `SELECT n.name AS id, p.path, p.size, p.mtime_ms AS mtimeMs, p.hash, c.markdown, c.parsed
     FROM page p JOIN node n ON n.id = p.node JOIN content c ON c.node = p.node ORDER BY n.name`,
  );
  return () => {
    const known = fingerprint();
    if (known === null) return null;
    return {
      fingerprint: known,
      importedAt: importedAt().importedAt,
      pages: pages.all().map(({ id, markdown, parsed, ...file }) => ({ id, file, markdown, parsed })),
      attachments: JSON.parse(attachments() ?? '[]') as string[],
    };
  };
}
