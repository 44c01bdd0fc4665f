/**
 * Wiki-links in front matter: a property that holds `[[x]]`, quoted or not, is a typed relation.
 * Invariant: a link stands inside `[[…]]` without other brackets, on one line, in no comment.
 */
import { parseWikiTarget } from './clean-target.ts';
import type { Target } from './clean-target.ts';
import { relationName } from './relations.ts';

export interface PropertyLink extends Target {
  label: string | null;
  /** place of `[[` (or `![[`) in the YAML, and its length */
  start: number;
  length: number;
  /** 0-based in the YAML */
  line: number;
  relation: string;
  excerpt: string;
  excerptStart: number;
  excerptEnd: number;
}

const LINK = /!?\[\[([^[\]\n]+)\]\]/g;
/** `key:` and list marks at a line's start; the key bare or quoted. */
const PROPERTY =
  /^[ \t]*(?:-[ \t]+)*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s:#"'[\]{}!&*|>%@`-][^:#\n]*?))[ \t]*:(?=[ \t]|$)/;
/** A value that is only unquoted wiki-links, parted by commas or blanks. */
const UNQUOTED =
  /^([ \t]*(?:-[ \t]+)*(?:[^\s:#"'[\]{}-][^:#\n]*:[ \t]+)?)(!?\[\[[^[\]\n]+\]\](?:[ \t]*,?[ \t]*!?\[\[[^[\]\n]+\]\])*)[ \t]*(,?)[ \t]*(?:#.*)?$/;
const MAX_LINE = 10_000;
const MAX_KEY = 300;

/** The YAML with unquoted wiki-links quoted, which YAML would read as lists in lists, or as an error. */
export function quoteWikiLinks(yaml: string): string {
  if (!yaml.includes('[[')) return yaml;
  return yaml
    .split('\n')
    .map((line) => {
      const match = line.length <= MAX_LINE && line.includes('[[') ? UNQUOTED.exec(line) : null;
      const [, head, links] = match ?? [];
      return head === undefined || links === undefined ? line : `${head}'${links.replaceAll("'", "''")}'`;
    })
    .join('\n');
}

/** A value as read: wiki-links shown as their label or target. */
export function showWikiLinks(value: string): string {
  if (!value.includes('[[')) return value;
  return value.replace(LINK, (written, inside: string) => shown(inside) ?? written);
}

/** The links of all properties, in order. */
export function propertyLinks(yaml: string): PropertyLink[] {
  const links: PropertyLink[] = [];
  if (!yaml.includes('[[')) return links;
  let property = '';
  let lineStart = 0;
  for (const [line, written] of yaml.split('\n').entries()) {
    const text = written.slice(0, commentStart(written));
    const key = PROPERTY.exec(text.slice(0, MAX_KEY));
    if (key) property = key[1] ?? key[2] ?? key[3] ?? '';
    if (property !== '') addLinks(links, text, key ? key[0].length : 0, property, lineStart, line);
    lineStart += written.length + 1;
  }
  return links;
}

function addLinks(
  links: PropertyLink[],
  text: string,
  valueStart: number,
  property: string,
  lineStart: number,
  line: number,
): void {
  const first = links.length;
  const shownValues: string[] = [];
  let from = valueStart;
  let shownLength = 0;
  const show = (written: string): number => {
    shownValues.push(written);
    shownLength += written.length;
    return shownLength;
  };
  show(`${property}: `);
  LINK.lastIndex = valueStart;
  for (let match = LINK.exec(text); match; match = LINK.exec(text)) {
    const target = parseWikiTarget(match[1] ?? '');
    if (!target) continue;
    show(plainValue(text.slice(from, match.index), links.length === first));
    const excerptStart = shownLength;
    const excerptEnd = show(shown(match[1] ?? '') ?? target.target);
    from = LINK.lastIndex;
    links.push({
      ...target,
      start: lineStart + match.index,
      length: match[0].length,
      line,
      relation: relationName(property),
      excerpt: '',
      excerptStart,
      excerptEnd,
    });
  }
  if (links.length === first) return;
  show(plainValue(text.slice(from), false).trimEnd());
  const excerpt = shownValues.join('');
  for (let i = first; i < links.length; i += 1) {
    const link = links[i];
    if (link) link.excerpt = excerpt;
  }
}

/** YAML's own marks dropped. */
function plainValue(written: string, atStart: boolean): string {
  const plain = written.replace(/["'[\]]/g, '').replace(/[ \t]+/g, ' ');
  return atStart ? plain.replace(/^[ \t]*(?:- )*[ \t]*/, '') : plain;
}

function shown(inside: string): string | null {
  const target = parseWikiTarget(inside);
  if (!target) return null;
  return target.label ?? ([target.target, target.fragment].filter(Boolean).join(' > ') || null);
}

/** Where a YAML comment begins: `#` at the line's start or after a blank, outside links and quotes. */
function commentStart(line: string): number {
  let quote = 0;
  for (let at = 0; at < line.length; at += 1) {
    const code = line.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || (code === 39 && opensQuote(line, at))) quote = code;
    else if (code === 91 && line.charCodeAt(at + 1) === 91) {
      const close = line.indexOf(']]', at);
      if (close < 0) return line.length;
      at = close + 1;
    } else if (code === 35 && (at === 0 || /\s/.test(line.charAt(at - 1)))) return at;
  }
  return line.length;
}

/** An apostrophe inside a word is no quote. */
function opensQuote(line: string, at: number): boolean {
  return at === 0 || /[\s[,{]/.test(line.charAt(at - 1));
}
