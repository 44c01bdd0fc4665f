/**
 * A parsed page as a store keeps it for the next process: JSON, without the plain text, which the
 * store has already and which is made again from the page where it is asked for.
 * Invariant: readStored(storedPage(parsed), …) equals parsed; what a store gives back is checked first.
 */
import { z } from 'zod';
import { WARNING_CODES } from '../../graph/import-report.ts';
import { parsePage } from './parse-page.ts';
import type { ParseOptions } from './parse-options.ts';
import type { ParsedPage } from './parsed-page.ts';

const count = z.int().nonnegative();
const text = z.string();

const storedSchema = z.object({
  title: text.nullable(),
  aliases: z.array(text),
  tags: z.array(text),
  index: z.boolean(),
  videoId: text.nullable(),
  facets: z.array(z.object({ key: text, values: z.array(z.union([text, z.number(), z.boolean()])) })),
  headings: z.array(z.object({ level: count, text, line: count })),
  blocks: z.array(text),
  links: z.array(
    z.object({
      target: text,
      relation: text,
      syntax: z.enum(['wiki', 'markdown']),
      offset: count,
      length: count,
      line: count,
      heading: z.array(text),
      excerpt: text,
      start: count,
      end: count,
      label: text.nullable(),
      fragment: text.nullable(),
      at: z.number().nullable(),
    }),
  ),
  timeMarks: count,
  warnings: z.array(
    z.object({ code: z.enum(WARNING_CODES), path: text, line: count.nullable(), message: text }),
  ),
});

type Stored = z.infer<typeof storedSchema>;

/** The page in a store's words. */
export function storedPage(parsed: ParsedPage): string {
  const { title, aliases, tags, index, videoId, facets, headings, blocks, links, timeMarks, warnings } =
    parsed;
  const stored: Stored = {
    title,
    aliases,
    tags,
    index,
    videoId,
    facets,
    headings,
    blocks,
    links,
    timeMarks,
    warnings,
  };
  return JSON.stringify(stored);
}

/** The page that was parsed from this file, parsed again where the store has something else. */
export function readStored(
  stored: string,
  path: string,
  markdown: string,
  options: ParseOptions,
): ParsedPage {
  const page = storedSchema.safeParse(jsonOf(stored));
  if (!page.success) return parsePage(path, markdown, options);
  let known: string | null = null;
  return {
    ...page.data,
    get text() {
      return (known ??= parsePage(path, markdown, options).text);
    },
  };
}

function jsonOf(stored: string): unknown {
  try {
    return JSON.parse(stored);
  } catch {
    return null;
  }
}
