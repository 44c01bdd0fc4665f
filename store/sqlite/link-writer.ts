/**
 * Writes the rows of links and mentions, takes out those of a page, and counts the edges of each
 * relation on the way. Invariant: links come in order of source, then place, so that those of one
 * page keep their order by id.
 */
import type Database from 'better-sqlite3';
import type { Link, TargetKind } from '../../graph/link.ts';
import { numbering } from './names.ts';
import { ATTACHMENT, EXTERNAL, PAGE, SELF, WANTED } from './schema.ts';

export const KINDS: Record<TargetKind, number> = {
  page: PAGE,
  wanted: WANTED,
  self: SELF,
  attachment: ATTACHMENT,
  external: EXTERNAL,
};

interface RelationCounts {
  edges: number;
  structural: number;
  mentions: number;
}

interface LinkRow extends RelationCounts {
  id: number;
  relation: number;
}

export class LinkWriter {
  readonly #db: Database.Database;
  readonly #relations: (name: string) => number;
  readonly #counts = new Map<number, RelationCounts>();
  readonly #insertLink: Database.Statement;
  readonly #insertMention: Database.Statement;
  readonly #of: Database.Statement<[number], LinkRow>;
  #next: number;

  constructor(db: Database.Database) {
    this.#db = db;
    this.#relations = numbering(db, 'relation');
    this.#insertLink = db.prepare(
      `INSERT INTO link (id, source, target, address, kind, relation, via, ambiguous, structural, count)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#insertMention = db.prepare(
      `INSERT INTO mention (link, place, "offset", length, line, syntax, heading, excerpt, start, "end", label,
         fragment, dead_fragment, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#of = db.prepare(
      `SELECT id, relation, kind <= ${WANTED} AS edges, kind <= ${WANTED} AND structural AS structural,
         CASE WHEN kind <= ${WANTED} THEN count ELSE 0 END AS mentions
       FROM link WHERE source = ?`,
    );
    this.#next = (db.prepare<[], number | null>('SELECT max(id) FROM link').pluck().get() ?? -1) + 1;
  }

  /** @param target the node it ends on, null where it ends on none */
  write(link: Link, source: number, target: number | null): void {
    const kind = KINDS[link.kind];
    const id = this.#next++;
    const relation = this.#relations(link.relation);
    this.#insertLink.run(
      id,
      source,
      target,
      kind <= SELF ? null : link.target,
      kind,
      relation,
      link.via,
      link.ambiguous,
      link.structural ? 1 : 0,
      link.mentions.length,
    );
    for (const [place, mention] of link.mentions.entries()) {
      this.#insertMention.run(
        id,
        place,
        mention.offset,
        mention.length,
        mention.line,
        mention.syntax,
        JSON.stringify(mention.heading),
        mention.excerpt,
        mention.start,
        mention.end,
        mention.label,
        mention.fragment,
        mention.deadFragment ? 1 : 0,
        mention.at,
      );
    }
    if (kind > WANTED) return;
    this.#count(relation, 1, {
      edges: 1,
      structural: link.structural ? 1 : 0,
      mentions: link.mentions.length,
    });
  }

  /** Takes out the links of a page and their mentions. */
  removeOf(source: number): void {
    const removeMentions = this.#db.prepare('DELETE FROM mention WHERE link = ?');
    for (const row of this.#of.all(source)) {
      removeMentions.run(row.id);
      this.#count(row.relation, -1, row);
    }
    this.#db.prepare('DELETE FROM link WHERE source = ?').run(source);
  }

  /** Writes what was counted on the way; to be called after the last link. */
  finish(): void {
    const add = this.#db.prepare(
      'UPDATE relation SET edges = edges + ?, structural = structural + ?, mentions = mentions + ? WHERE id = ?',
    );
    for (const [id, { edges, structural, mentions }] of this.#counts)
      add.run(edges, structural, mentions, id);
    this.#counts.clear();
  }

  #count(relation: number, times: 1 | -1, more: RelationCounts): void {
    const counts = this.#counts.get(relation) ?? { edges: 0, structural: 0, mentions: 0 };
    counts.edges += times * more.edges;
    counts.structural += times * more.structural;
    counts.mentions += times * more.mentions;
    this.#counts.set(relation, counts);
  }
}
