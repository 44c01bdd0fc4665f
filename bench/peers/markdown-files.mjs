/** The floor that all contenders written here stand on: a folder's Markdown files, listed and read at once. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';

const WIKI_LINK = /\[\[([^\]|]+)(?:\|([^\]]*))?\]\]/g;

/** Paths of the Markdown files of a folder; what begins with a dot is passed over. */
export function markdownFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/(?:^|[/\\])\./.test(relative(folder, path)));
}

/** The texts, one after the other. */
export function* markdownTexts(folder) {
  for (const path of markdownFiles(folder)) yield readFileSync(path, 'utf8');
}

/** Targets and labels by one regular expression, right or wrong. */
export function linksByExpression(text) {
  return Array.from(text.matchAll(WIKI_LINK), ([, target, label]) => ({ target, label }));
}

/** What every contender prints: one line that shows that it did the work. */
export function printFound(found) {
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
