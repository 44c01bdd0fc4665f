/**
 * `wiki-atlas.config.json` in the wiki's folder: what its owner says of it (docs/configuration.md).
 * Invariant: what is taken has been validated and is complete, defaults filled in; the order of the
 * file's keys makes no difference; anything else is an error that names file, place and option.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { AtlasError } from '../graph/errors.ts';
import { cleanName, foldName } from '../graph/names.ts';
import { jsonSyntaxError, Places } from './config-places.ts';
import { configFaults } from './config-faults.ts';
import { cleanGlob, globFault } from './exclude.ts';
import { DEFAULT_PARSE_OPTIONS, type ParseOptions } from './parse/parse-options.ts';
import { relationName } from './parse/relations.ts';
import { isMissing, reason } from './read-folder.ts';
import { readBytes } from './read-page.ts';
import { withoutMarkdownEnding } from './resolve/paths.ts';
import { DEFAULT_RESOLVE_OPTIONS, type ResolveOptions } from './resolve/resolve-options.ts';

export const CONFIG_FILE = 'wiki-atlas.config.json';

export interface WikiConfig extends ParseOptions, ResolveOptions {
  /** globs of the files and folders that are no part of the wiki */
  exclude: readonly string[];
}

const MAX_BYTES = 256 * 1024;
const MOST_ITEMS = 100;

const { rules, indexPages } = DEFAULT_RESOLVE_OPTIONS;
const name = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
const list = <T extends z.ZodType>(item: T) =>
  z.array(item).max(MOST_ITEMS, `has more than ${MOST_ITEMS} items`).readonly();

const glob = name.transform(cleanGlob).superRefine((written, context) => {
  const fault = globFault(written);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

/** Properties that are read as what they are, and are no facets. */
const NO_FACETS = new Set(['title', 'alias', 'aliases', 'index', 'videoid']);
const property = name.superRefine((key, context) => {
  const folded = foldName(key);
  const isTags = folded === 'tags' || folded === 'tag';
  if (!isTags && !NO_FACETS.has(folded)) return;
  const message = `is ${isTags ? 'always' : 'never'} a facet: leave it out`;
  context.addIssue({ code: 'custom', message });
});

const schema: z.ZodType<WikiConfig> = z.strictObject({
  /** files and folders that are no part of the wiki, as globs over their paths: `drafts`, `notes/*.tmp.md` */
  exclude: list(glob).default([]),
  /** the page the app opens: its name, title, alias or path */
  home: name.transform(cleanName).nullable().default(DEFAULT_RESOLVE_OPTIONS.home),
  /** wiki-links are written `[[label|target]]` */
  labelFirst: z.boolean().default(DEFAULT_PARSE_OPTIONS.labelFirst),
  /** the rules by which a link finds its page; `path` always holds */
  rules: z
    .strictObject({
      /** the end of a path: `[[Note]]` finds `folder/Note` */
      name: z.boolean().default(rules.name),
      /** Logseq's file names: `[[A/B]]` finds `A___B` */
      namespace: z.boolean().default(rules.namespace),
      /** `[[folder]]` finds the folder's index page */
      index: z.boolean().default(rules.index),
      /** punctuation dropped, blanks, `_` and `-` alike: `[[Prime Numbers]]` finds `prime_numbers` */
      slug: z.boolean().default(rules.slug),
      /** front matter's `title`, else the first H1 */
      title: z.boolean().default(rules.title),
      /** front matter's `aliases` */
      alias: z.boolean().default(rules.alias),
      /** `[[My%20Note]]` finds `My Note`; Markdown links are decoded in any case */
      percent: z.boolean().default(rules.percent),
    })
    .prefault({}),
  /** relations that are structural, whatever page they stand on */
  structuralRelations: list(name.transform(relationName)).default(
    DEFAULT_RESOLVE_OPTIONS.structuralRelations,
  ),
  indexPages: z
    .strictObject({
      /** file names that make a page its folder's index page */
      names: list(name.transform(withoutMarkdownEnding)).default(indexPages.names),
      /** a page that is called like its folder is its index page */
      likeFolder: z.boolean().default(indexPages.likeFolder),
    })
    .prefault({}),
  facets: z
    .strictObject({
      /** only these front-matter properties are facets */
      only: list(property).nullable().default(null),
      /** these front-matter properties are no facets */
      except: list(property).default([]),
    })
    .refine(({ only, except }) => only === null || except.length === 0, {
      message: 'has both "only" and "except": keep one of them',
    })
    .prefault({}),
  /** endings of files that are never pages, beside those of images, sound, video and PDF */
  attachmentEndings: list(
    name
      .regex(/^\.?[\p{L}\p{N}_-]{1,30}$/u, 'is no file ending: write it as "canvas"')
      .transform((ending) => ending.replace(/^\./, '').toLowerCase()),
  ).default(DEFAULT_RESOLVE_OPTIONS.attachmentEndings),
});

/** What holds where there is no file. */
export const DEFAULT_CONFIG: WikiConfig = schema.parse({});

/** The configuration of a wiki's folder, the defaults where it has none. @throws AtlasError config-invalid */
export function readConfig(folder: string): WikiConfig {
  const file = join(folder, CONFIG_FILE);
  let bytes: ReturnType<typeof readBytes>;
  try {
    bytes = readBytes(file, MAX_BYTES);
  } catch (error) {
    if (isMissing(error)) return DEFAULT_CONFIG;
    throw new AtlasError('config-invalid', `${file} cannot be read: ${reason(error)}`, {}, { cause: error });
  }
  if (bytes === 'no file') throw new AtlasError('config-invalid', `${file} is no regular file`);
  if (bytes === 'too large') {
    throw new AtlasError('config-invalid', `${file} is larger than ${MAX_BYTES} bytes`);
  }
  return parseConfig(file, bytes.bytes.toString('utf8'));
}

/**
 * Validates the text of a configuration.
 * @param file how errors call it
 * @throws AtlasError config-invalid, one line for each fault, `field` the first option at fault
 */
export function parseConfig(file: string, text: string): WikiConfig {
  const json = text.replace(/^\ufeff/, '');
  let written: unknown;
  try {
    written = JSON.parse(json);
  } catch (error) {
    const { line, column, message } = jsonSyntaxError(json);
    throw new AtlasError(
      'config-invalid',
      `${file}:${line}:${column}: is no JSON: ${message}`,
      {},
      { cause: error },
    );
  }
  const parsed = schema.safeParse(written);
  if (parsed.success) return parsed.data;
  const places = new Places(json);
  const faults = configFaults(parsed.error, DEFAULT_CONFIG);
  const lines = faults.map(({ path, message }) => {
    const { line, column } = places.of(path);
    const option = optionName(path);
    return `${file}:${line}:${column}: ${option === '' ? '' : `${option}: `}${message}`;
  });
  const field = optionName(faults[0]?.path ?? []);
  throw new AtlasError('config-invalid', lines.join('\n'), field === '' ? {} : { field });
}

/** `rules.slug`, `exclude[0]`. */
function optionName(path: readonly PropertyKey[]): string {
  return path
    .map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`))
    .join('');
}
