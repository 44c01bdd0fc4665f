/** What a configuration may say, and how it is told what is wrong with it. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtlasError } from '../../graph/errors.ts';
import { CONFIG_FILE, DEFAULT_CONFIG, parseConfig, readConfig } from '../../import/config.ts';
import { temporaryWiki } from '../import/temporary-wiki.ts';

const parse = (text: string) => parseConfig('c.json', text);
/** The error a text gives. */
function fault(text: string): { message: string; field: string | undefined } {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof AtlasError && error.code === 'config-invalid') {
      return { message: error.message, field: error.details.field };
    }
    throw error;
  }
  throw new Error('there is no fault');
}

describe('a configuration', () => {
  it('that says nothing means the defaults', () => {
    expect(parse('{}')).toEqual(DEFAULT_CONFIG);
    expect(parse('\ufeff{ "rules": {}, "indexPages": {}, "facets": {} }\r\n')).toEqual(DEFAULT_CONFIG);
    expect(readConfig(temporaryWiki({}))).toEqual(DEFAULT_CONFIG);
  });

  it('is read from the folder, completed and cleaned', () => {
    const text = JSON.stringify({
      exclude: ['./drafts/', '/Cafe\u0301/**'],
      home: ' Start  here ',
      labelFirst: true,
      rules: { slug: false },
      structuralRelations: ['Part of'],
      indexPages: { names: ['Home.md'], likeFolder: false },
      facets: { only: ['Type'] },
      attachmentEndings: ['.Canvas', 'base'],
    });
    expect(readConfig(temporaryWiki({ [CONFIG_FILE]: text }))).toEqual({
      exclude: ['drafts', 'Caf\u00e9/**'],
      home: 'Start here',
      labelFirst: true,
      rules: { ...DEFAULT_CONFIG.rules, slug: false },
      structuralRelations: ['part of'],
      indexPages: { names: ['Home'], likeFolder: false },
      facets: { only: ['Type'], except: [] },
      attachmentEndings: ['canvas', 'base'],
    });
  });

  it('is the same whatever the order of its keys', () => {
    const one = parse('{"home": "a", "rules": {"slug": false, "name": true}, "labelFirst": true}');
    const other = parse('{"labelFirst": true, "rules": {"name": true, "slug": false}, "home": "a"}');
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  it('has each of its options in docs/configuration.md', () => {
    const docs = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
    for (const [option, value] of Object.entries(DEFAULT_CONFIG)) {
      expect(docs).toContain(`\`${option}\``);
      const isGroup = typeof value === 'object' && value !== null && !Array.isArray(value);
      for (const inner of isGroup ? Object.keys(value) : []) expect(docs).toContain(`\`${inner}\``);
    }
  });
});

describe('a fault', () => {
  it.each([
    ['{\n  "home": "a",\n  labelFirst: true\n}', 'c.json:3:3: is no JSON: invalid symbol'],
    ['{\n  "home": "a"\n  "labelFirst": true\n}', 'c.json:3:3: is no JSON: comma expected'],
    ['{"home": "a",}', 'c.json:1:14: is no JSON: property name expected'],
    ['{"home": "a"', 'c.json:1:13: is no JSON: close brace expected'],
    ['// no comments\n{}', 'c.json:1:1: is no JSON: invalid comment token'],
    ['', 'c.json:1:1: is no JSON: value expected'],
  ])('in the JSON %j names line and column', (text, message) => {
    expect(fault(text)).toEqual({ message, field: undefined });
  });

  it.each([
    ['{\n  "rules": {\n    "slugs": false\n  }\n}', 'rules.slugs', '3:5', 'did you mean "slug"?'],
    ['{"Exclude": []}', 'Exclude', '1:2', 'did you mean "exclude"?'],
    ['{"rules": {"path": false}}', 'rules.path', '1:12', 'there are name, namespace, index, slug, title'],
    ['{"constructor": 1}', 'constructor', '1:2', 'there is no such option; there are exclude, home'],
    ['{"__proto__": 1}', '__proto__', '1:2', 'there is no such option; there are exclude, home'],
    ['{"rules": {"slug": "no"}}', 'rules.slug', '1:12', 'must be true or false'],
    ['{"exclude": "drafts"}', 'exclude', '1:2', 'must be a list in [ ]'],
    ['{"exclude": ["a", 1]}', 'exclude[1]', '1:19', 'must be a text in quotes'],
    ['{"exclude": ["a\\\\b"]}', 'exclude[0]', '1:14', 'holds a backslash: write / between folders'],
    ['{"exclude": ["!a"]}', 'exclude[0]', '1:14', 'begins with "!"'],
    ['{"exclude": ["a*b*c*d*e"]}', 'exclude[0]', '1:14', 'more than 3 times *'],
    ['{"exclude": ["/"]}', 'exclude[0]', '1:14', 'leaves out nothing'],
    ['{"home": ""}', 'home', '1:2', 'is empty'],
    ['{"facets": {"only": ["Tags"]}}', 'facets.only[0]', '1:22', 'is always a facet: leave it out'],
    ['{"facets": {"except": ["title"]}}', 'facets.except[0]', '1:24', 'is never a facet: leave it out'],
    ['{"facets": {"only": [], "except": ["a"]}}', 'facets', '1:2', 'keep one of them'],
    ['{"attachmentEndings": ["a.b"]}', 'attachmentEndings[0]', '1:24', 'is no file ending'],
    ['{"indexPages": []}', 'indexPages', '1:2', 'must be an object in { }'],
  ])('of %j names option, place and what to do', (text, field, place, message) => {
    const found = fault(text);
    expect(found.field).toBe(field);
    expect(found.message).toContain(`c.json:${place}: ${field}: `);
    expect(found.message).toContain(message);
  });

  it('of a file that is no object, or too much of it, is said', () => {
    expect(fault('[]').message).toBe('c.json:1:1: must be an object in { }');
    expect(fault('null').message).toBe('c.json:1:1: must be an object in { }');
    expect(fault(JSON.stringify({ exclude: Array(101).fill('a') })).message).toContain('more than 100 items');
  });

  it('of a file that is nested beyond all reason is one like any other', () => {
    const depth = 100_000;
    expect(fault('['.repeat(depth)).message).toMatch(/^c\.json:1:\d+: is no JSON: /);
    expect(fault('['.repeat(depth) + ']'.repeat(depth)).message).toMatch(/^c\.json:1:1: /);
  });

  it('stands beside the others, a line each', () => {
    const { message, field } = fault('{\n"home": 1,\n"labelFirst": 2,\n"homes": 3}');
    expect(message.split('\n')).toHaveLength(3);
    expect(field).toBe('home');
  });

  it('is all that any text can give', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.object().map((value) => JSON.stringify(value)),
    );
    const codeOf = (written: string): string => {
      try {
        parse(written);
        return 'none';
      } catch (error) {
        return error instanceof AtlasError ? error.code : String(error);
      }
    };
    fc.assert(
      fc.property(text, (written) => {
        expect(['none', 'config-invalid']).toContain(codeOf(written));
      }),
    );
  });

  it('in the file itself is said: a folder, a file too large, a link', () => {
    const folder = temporaryWiki({});
    mkdirSync(join(folder, CONFIG_FILE));
    expect(() => readConfig(folder)).toThrow(/is no regular file/);
    const large = temporaryWiki({ [CONFIG_FILE]: ' '.repeat(300_000) });
    expect(() => readConfig(large)).toThrow(/is larger than/);
  });

  it.runIf(process.platform !== 'win32')('a symbolic link is not followed', () => {
    const elsewhere = temporaryWiki({ 'c.json': '{}' });
    const folder = temporaryWiki({});
    symlinkSync(join(elsewhere, 'c.json'), join(folder, CONFIG_FILE));
    expect(() => readConfig(folder)).toThrow(/cannot be read/);
  });

  it('names the file where it lies', () => {
    const folder = temporaryWiki({});
    writeFileSync(join(folder, CONFIG_FILE), '{"x": 1}');
    expect(() => readConfig(folder)).toThrow(join(folder, CONFIG_FILE));
  });
});
