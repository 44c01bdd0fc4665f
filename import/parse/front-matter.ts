/**
 * Front matter: reads its YAML with gray-matter and keeps what a page is made of.
 * Invariant: nothing in a page is ever run, broken YAML costs the page its metadata and nothing
 * else, and what is kept is bounded whatever aliases the YAML holds.
 */
import matter from 'gray-matter';
import type { WarningCode } from '../../graph/import-report.ts';
import type { Facet, Scalar } from '../../graph/page.ts';
import { cleanName } from '../../graph/names.ts';
import { quoteWikiLinks, showWikiLinks } from './front-matter-links.ts';
import { readSimpleYaml } from './simple-yaml.ts';

export interface FrontMatterWarning {
  code: WarningCode;
  line: number;
  message: string;
}

export interface FrontMatter {
  title: string | null;
  aliases: string[];
  tags: string[];
  index: boolean;
  videoId: string | null;
  facets: Facet[];
  warning: FrontMatterWarning | null;
}

const MAX_YAML = 256 * 1024;
const MAX_FACETS = 200;
const MAX_VALUES = 2000;
const MAX_VALUE_LENGTH = 500;
const MAX_KEY_LENGTH = 100;
const EMPTY: FrontMatter = {
  title: null,
  aliases: [],
  tags: [],
  index: false,
  videoId: null,
  facets: [],
  warning: null,
};

/** Reads the region's text; never throws. */
export function readFrontMatter(yaml: string, language: string): FrontMatter {
  if (language !== 'yaml' && language !== 'yml') {
    return failed('front-matter-engine', 1, `Front matter in ${language} is not read: write it as YAML.`);
  }
  if (yaml.length > MAX_YAML) {
    return failed('front-matter-invalid', 1, 'Front matter is too long to be read.');
  }
  const simple = readSimpleYaml(yaml);
  if (simple) return collect(simple, yaml);
  let data: unknown;
  try {
    data = matter(`---\n${quoteWikiLinks(yaml)}\n---\n`, { language: 'yaml', engines: REFUSED_ENGINES }).data;
  } catch (error) {
    return failed('front-matter-invalid', yamlErrorLine(error), yamlErrorMessage(error));
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return failed('front-matter-invalid', 1, 'Front matter is no list of `key: value` lines.');
  }
  return collect(new Map(Object.entries(data)), yaml);
}

function refuse(): never {
  throw new Error('Only YAML front matter is read.');
}

/** In the place of every engine of gray-matter that is no YAML; one of them runs JavaScript. */
const REFUSED_ENGINES = {
  javascript: refuse,
  js: refuse,
  json: refuse,
  coffee: refuse,
  toml: refuse,
};

function failed(code: WarningCode, line: number, message: string): FrontMatter {
  return { ...EMPTY, warning: { code, line, message } };
}

function yamlErrorLine(error: unknown): number {
  const mark = typeof error === 'object' && error !== null && 'mark' in error ? error.mark : null;
  const line = typeof mark === 'object' && mark !== null && 'line' in mark ? mark.line : null;
  return typeof line === 'number' ? line + 1 : 1;
}

function yamlErrorMessage(error: unknown): string {
  const reason =
    typeof error === 'object' && error !== null && 'reason' in error
      ? String(error.reason)
      : 'it cannot be read';
  return `Front matter is no YAML (${reason}); the page is taken without it.`;
}

function collect(data: Map<string, unknown>, yaml: string): FrontMatter {
  const page: FrontMatter = { ...EMPTY, aliases: [], tags: [], facets: [] };
  let values = 0;
  for (const [key, value] of data) {
    switch (key.toLowerCase()) {
      case 'title':
        page.title ??= textOf(key, value, yaml);
        break;
      case 'videoid':
        page.videoId ??= textOf(key, value, yaml);
        break;
      case 'index':
        page.index = value === true || value === 'true';
        break;
      case 'aliases':
      case 'alias':
        page.aliases.push(...names(value, /,/));
        break;
      case 'tags':
      case 'tag':
        page.tags.push(...names(value, /[\s,]+/).map((tag) => tag.replace(/^#+/, '')));
        break;
      default: {
        if (values >= MAX_VALUES) break;
        const kept = facetValues(value).slice(0, MAX_VALUES - values);
        if (kept.length === 0 || page.facets.length >= MAX_FACETS) break;
        if (key.trim() === '' || key.length > MAX_KEY_LENGTH) break;
        page.facets.push({ key: key.trim(), values: kept });
        values += kept.length;
      }
    }
  }
  page.aliases = distinct(page.aliases);
  page.tags = distinct(page.tags);
  return page;
}

/** A scalar's text; one that YAML takes for a number, date or truth value as it is written. */
function textOf(key: string, value: unknown, yaml: string): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : isScalarOrDate(value) ? sourceText(key, yaml) : null;
  return text === null ? null : cleanName(showWikiLinks(text)).slice(0, MAX_VALUE_LENGTH) || null;
}

function sourceText(key: string, yaml: string): string | null {
  for (const line of yaml.split('\n')) {
    if (!line.startsWith(key) || line.charAt(key.length) !== ':') continue;
    return line
      .slice(key.length + 1)
      .replace(/\s#.*$/, '')
      .trim();
  }
  return null;
}

function isScalarOrDate(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof Date;
}

/** A string is parted at `separator`, a list's scalars are taken as they are. */
function names(value: unknown, separator: RegExp): string[] {
  const items = typeof value === 'string' ? value.slice(0, MAX_YAML).split(separator) : facetValues(value);
  return items
    .slice(0, MAX_VALUES)
    .map((item) => cleanName(showWikiLinks(String(item))).slice(0, MAX_VALUE_LENGTH))
    .filter((name) => name !== '' && name !== '#');
}

function distinct(values: string[]): string[] {
  return [...new Set(values)];
}

function facetValues(value: unknown): Scalar[] {
  const items: unknown[] = Array.isArray(value) ? value.slice(0, MAX_VALUES) : [value];
  const scalars: Scalar[] = [];
  for (const item of items) {
    const scalar = facetValue(item);
    if (scalar !== null) scalars.push(scalar);
  }
  return [...new Set(scalars)];
}

function facetValue(value: unknown): Scalar | null {
  if (typeof value === 'string') {
    const text = cleanName(showWikiLinks(value)).slice(0, MAX_VALUE_LENGTH);
    return text === '' ? null : text;
  }
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString().slice(0, 10);
  return null;
}
