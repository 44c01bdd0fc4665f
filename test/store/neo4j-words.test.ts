/** What Neo4j's full-text index is given and asked, without a server: the same words as SQLite's, and no syntax. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldedWord, foldedWords } from '../../store/folded-words.ts';
import { soughtWords } from '../../store/neo4j/sought-words.ts';
import { markedExcerpt } from '../../store/marked-words.ts';
import { whatMatched } from '../../store/excerpt.ts';
import { LEGAL_SIGNS, WORDS, parted } from '../../store/words.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import { graphOf } from './sample-graph.ts';
import { HOSTILE } from './contract/asking.ts';

const TEXTS = [
  "Don't stop: node.js, C++ and e-mail_addresses (v1.2.3)",
  'Crème brûlée à la Ångström, ŁÓDŹ, Straße, ΣΊΣΥΦΟΣ, ЁЖИК й и',
  'zu\u0308rich Zürich ZÜRICH',
  'AI视频生成 東京タワー ガ カ\u3099',
  'الذكاء الاصطناعي — हिन्दी विकिपीडिया · 인공 지능',
  'TensorFlow™ and Keras® ½ Ⅷ ² ❤️ 👩‍🚀 🚀launch',
];

describe('the words of a text', () => {
  it('are those of the SQLite store’s index', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-words-'));
    const file = join(folder, 'atlas.db');
    const store = await openSqliteStore(file);
    const { graph, analysis } = graphOf(TEXTS.map((title, i) => ({ id: `page ${i}`, title, body: '' })));
    await store.write(graph, analysis);
    await store.close();
    const db = new Database(file);
    db.exec("CREATE VIRTUAL TABLE temp.term USING fts5vocab('main', 'page_text', 'instance')");
    const words = db.prepare<[number], string>(
      "SELECT term FROM temp.term WHERE doc = ? AND col = 'title' ORDER BY offset",
    );
    for (const [i, text] of TEXTS.entries()) {
      // a mark on a character that is a word of its own is a word here
      expect(
        foldedWords(text)
          .join(' ')
          .replace(/ (?=\p{M})/gu, ''),
      ).toBe(words.pluck().all(i).join(' '));
    }
    db.close();
    await rm(folder, { recursive: true });
  });
});

describe('the words of any text', () => {
  it('are those that each of its words is folded to', () => {
    const piece = fc.oneof(
      fc.constantFrom(...TEXTS, ...HOSTILE, ' ', '\n', 'A', '9', '’', 'É', 'e\u0301', 'Σ', '学', '®', '🚀'),
      fc.string({ unit: 'binary' }),
    );
    const property = fc.property(fc.array(piece), (pieces) => {
      const text = parted(pieces.join('')).replace(LEGAL_SIGNS, ' ');
      const words = (text.match(WORDS) ?? []).flatMap(foldedWord);
      expect(foldedWords(pieces.join(''))).toEqual(words);
    });
    fc.assert(property, { numRuns: 2000 });
  });
});

describe('a query', () => {
  /** `field:"words"`, `field:word*`, `+` and brackets. */
  const SYNTAX = /^(?:[+() ]|\w+:(?:"[\p{L}\p{N}\p{M}\p{So}\p{Co} ]+"|[\p{L}\p{N}\p{M}\p{So}\p{Co}]+\*))+$/u;

  it('is words to Lucene, whatever it holds', () => {
    const anyQuery = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary' }), fc.string());
    const holds = (q: string): boolean => SYNTAX.test(soughtWords(q)?.query ?? 'nothing:"asked"');
    expect(() => fc.assert(fc.property(anyQuery, holds))).not.toThrow();
  });
});

describe('an excerpt', () => {
  const excerptOf = (text: string, q: string): ReturnType<typeof whatMatched> => {
    const { inTexts } = soughtWords(q) ?? { inTexts: [] };
    return whatMatched({
      title: '',
      aliases: '',
      headings: '',
      text: markedExcerpt(text, inTexts, foldedWord),
    });
  };
  const marksOf = ({ excerpt, marks }: ReturnType<typeof whatMatched>): string[] =>
    marks.map(([start, end]) => excerpt.slice(start, end));

  it('is where most of the words are, whole, and says where it was cut', () => {
    const filler = 'Nothing of the kind. '.repeat(40);
    const found = excerptOf(
      `${filler}Only cider here. ${filler}Apple cider is pressed. ${filler}`,
      'apple cid',
    );
    expect(marksOf(found)).toEqual(['Apple', 'cider']);
    expect(found.excerpt).toMatch(/^….*Apple cider is pressed\..*…$/);
  });

  it('marks a phrase as one place', () => {
    expect(marksOf(excerptOf('The node.js way, not node or js.', 'node.js'))).toEqual(['node.js']);
    expect(marksOf(excerptOf('東京の赤い塔。', '赤い'))).toEqual(['赤い']);
  });

  it('marks something wherever the words stand in a text', () => {
    const filler = fc.array(fc.constantFrom('one', 'two.', 'three:', '世界', '©', '\n'), { maxLength: 200 });
    fc.assert(
      fc.property(filler, filler, (before, after) => {
        const found = excerptOf([...before, 'Sought', ...after].join(' '), 'sought');
        expect(marksOf(found)).toEqual(['Sought']);
      }),
    );
  });
});
