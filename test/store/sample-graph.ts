/**
 * Small graphs for tests, made from Markdown written here by a reader that knows just what these
 * pages use. Invariant: offsets, lines and excerpts are true to the Markdown, so a page rendered
 * from a stored graph is the page that stands here.
 */
import { createHash } from 'node:crypto';
import type { GraphChange } from '../../graph/graph-change.ts';
import type { Link, LinkSyntax, Mention, TargetKind } from '../../graph/link.ts';
import { byCodePoint } from '../../graph/names.ts';
import type { Facet, Heading, Page } from '../../graph/page.ts';
import { parseTimeMark } from '../../graph/time-mark.ts';
import type { Analysis, WikiGraph } from '../../graph/wiki-graph.ts';

/** One page: its Markdown without front matter, and what front matter would have said. */
export interface PageSpec {
  id: string;
  body: string;
  title?: string;
  aliases?: string[];
  tags?: string[];
  facets?: Facet[];
  index?: boolean;
  videoId?: string;
}

export interface StoredGraph {
  graph: WikiGraph;
  analysis: Analysis;
}

const LINK = /(!?)\[\[([^\]|#]*)(?:#([^\]|]*))?(?:\|([^\]]*))?\]\]|\[([^\]]*)\]\((https:[^)]*)\)/g;
const TIME_MARK = /<a class="yt-timestamp" data-t="([\d:]+)">[^<]*<\/a>/;
const MEDIA = /\.(?:png|mp4)$/;

/** The graph of these pages: a target that is no page's id, file name or alias is a wanted page. */
export function graphOf(specs: PageSpec[], name = 'sample'): StoredGraph {
  const ordered = specs.toSorted((a, b) => byCodePoint(a.id, b.id));
  const names = new Map<string, string>();
  for (const { id, aliases = [] } of ordered) {
    for (const known of [...aliases, id.slice(id.lastIndexOf('/') + 1)]) names.set(known.toLowerCase(), id);
  }
  for (const { id } of ordered) names.set(id.toLowerCase(), id);
  const indexes = new Set(ordered.filter((spec) => spec.index).map((spec) => spec.id));

  const wanted = new Map<string, string>();
  const pages: Page[] = [];
  const links: Link[] = [];
  for (const spec of ordered) {
    const { markdown, start } = withFrontMatter(spec);
    const headings: Heading[] = [];
    const texts: string[] = [];
    const own = new Map<string, Link>();
    let offset = Buffer.byteLength(start);
    let lineNumber = start.split('\n').length;
    const path: { level: number; text: string }[] = [];
    for (const line of spec.body.split('\n')) {
      const mark = /^(#{1,6}) (.*)$/.exec(line);
      if (mark) {
        const heading = { level: (mark[1] ?? '').length, text: plain(mark[2] ?? '').text };
        while ((path.at(-1)?.level ?? 0) >= heading.level) path.pop();
        path.push(heading);
        headings.push({ ...heading, line: lineNumber });
      }
      const typed = /^(\w+): \[\[/.exec(line);
      const { text, places } = plain(mark ? (mark[2] ?? '') : line);
      if (!typed) texts.push(text);
      const at = parseTimeMark(TIME_MARK.exec(line)?.[1] ?? '');
      for (const [i, match] of [...line.matchAll(LINK)].entries()) {
        const end = target(spec.id, match, names, wanted);
        const relation = typed?.[1]?.toLowerCase() ?? (match[1] === '!' ? 'embed' : 'link');
        const key = JSON.stringify([relation, end.target]);
        let link = own.get(key);
        if (!link) {
          const structural =
            end.kind === 'page' || end.kind === 'wanted'
              ? relation === 'from' || indexes.has(spec.id) || indexes.has(end.target)
              : false;
          link = { source: spec.id, ...end, relation, ambiguous: 1, structural, mentions: [] };
          own.set(key, link);
        }
        const [from, to] = places[i] ?? [0, 0];
        link.mentions.push({
          ...written(match),
          offset: offset + Buffer.byteLength(line.slice(0, match.index)),
          line: lineNumber,
          heading: path.map((heading) => heading.text),
          excerpt: text,
          start: from,
          end: to,
          deadFragment: false,
          at,
        } satisfies Mention);
      }
      offset += Buffer.byteLength(line) + 1;
      lineNumber += 1;
    }
    pages.push(pageOf(spec, markdown, headings, texts.join('\n').trim()));
    links.push(...own.values());
  }
  const graph: WikiGraph = {
    name,
    pages,
    wanted: [...wanted.values()].toSorted(byCodePoint).map((id) => ({ id })),
    links,
    home: pages[0]?.id ?? null,
    attachments: [],
    report: { parsed: pages.length, timeMarks: 0, warnings: [] },
    fingerprint: digest(pages.map((page) => page.file.hash).join()),
  };
  return { graph, analysis: analysisOf(graph) };
}

function withFrontMatter(spec: PageSpec): { markdown: string; start: string } {
  const fields: [string, unknown][] = [['title', spec.title ?? lastSegment(spec.id)]];
  if (spec.aliases) fields.push(['aliases', spec.aliases]);
  if (spec.tags) fields.push(['tags', spec.tags]);
  if (spec.videoId) fields.push(['videoId', spec.videoId]);
  for (const { key, values } of spec.facets ?? []) fields.push([key, values]);
  const start = `---\n${fields.map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('')}---\n`;
  return { markdown: start + spec.body, start };
}

function pageOf(spec: PageSpec, markdown: string, headings: Heading[], text: string): Page {
  return {
    id: spec.id,
    file: {
      path: `${spec.id}.md`,
      size: Buffer.byteLength(markdown),
      mtimeMs: 1_700_000_000_000.5,
      hash: digest(markdown),
    },
    title: spec.title ?? lastSegment(spec.id),
    folder: spec.id.includes('/') ? spec.id.slice(0, spec.id.indexOf('/')) : '',
    aliases: spec.aliases ?? [],
    tags: spec.tags ?? [],
    index: spec.index ?? false,
    videoId: spec.videoId ?? null,
    facets: spec.facets ?? [],
    headings,
    markdown,
    text,
    parsed: JSON.stringify([spec.id, '\ud800']),
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

function written(
  match: RegExpExecArray,
): Pick<Mention, 'length' | 'label' | 'fragment'> & { syntax: LinkSyntax } {
  return {
    length: Buffer.byteLength(match[0]),
    syntax: match[2] === undefined ? 'markdown' : 'wiki',
    label: match[4] ?? match[5] ?? null,
    fragment: match[3] ?? null,
  };
}

function target(
  source: string,
  match: RegExpExecArray,
  names: Map<string, string>,
  wanted: Map<string, string>,
): Pick<Link, 'target' | 'kind' | 'via'> {
  const to = (kind: TargetKind, id: string, via: Link['via'] = null) => ({ kind, target: id, via });
  if (match[6] !== undefined) return to('external', match[6]);
  const name = match[2] ?? '';
  if (MEDIA.test(name)) return to('attachment', name);
  const id = name === '' ? source : names.get(name.toLowerCase());
  if (id === source) return to('self', id, 'name');
  if (id !== undefined) {
    return to('page', id, name === id ? 'path' : lastSegment(id) === name ? 'name' : 'alias');
  }
  const known = wanted.get(name.toLowerCase()) ?? name;
  wanted.set(name.toLowerCase(), known);
  return to('wanted', known);
}

/** The line as a reader sees it, and where its links stand in it. */
function plain(line: string): { text: string; places: [number, number][] } {
  const places: [number, number][] = [];
  let text = '';
  let from = 0;
  for (const match of line.matchAll(LINK)) {
    text += line.slice(from, match.index);
    const shown = match[4] ?? match[5] ?? match[2] ?? '';
    places.push([text.length, text.length + shown.length]);
    text += shown;
    from = match.index + match[0].length;
  }
  return { text: (text + line.slice(from)).replace(/<[^>]*>/g, ''), places };
}

/** Rank by pages that link here, one community a folder, places on a grid. */
function analysisOf(graph: WikiGraph): Analysis {
  const linked = new Map<string, number>();
  const touched = new Set<string>();
  for (const link of graph.links) {
    if (link.kind !== 'page' && link.kind !== 'wanted') continue;
    linked.set(link.target, (linked.get(link.target) ?? 0) + 1);
    touched.add(link.source).add(link.target);
  }
  const most = Math.max(1, ...linked.values());
  const folders = [...new Set(graph.pages.map((page) => page.folder))].toSorted(byCodePoint);
  const nodes = [
    ...graph.pages.map((page) => ({ id: page.id, folder: page.folder })),
    ...graph.wanted.map((page) => ({ id: page.id, folder: null })),
  ];
  const width = Math.ceil(Math.sqrt(nodes.length));
  const placements = nodes.map(({ id, folder }, i) => ({
    id,
    x: (i % width) * 100 - 200,
    y: Math.floor(i / width) * 100 - 200,
    rank: (linked.get(id) ?? 0) / most,
    community: folder !== null && touched.has(id) ? folders.indexOf(folder) : -1,
  }));
  const communities = folders.map((folder, i) => ({
    name: folder || 'root',
    size: placements.filter((placement) => placement.community === i).length,
    x: i * 100,
    y: -i * 100,
    radius: 150,
    // of the three first the third is a part of the first
    parent: i === 2 ? 0 : null,
    bundles: i < 2 && folders.length > 1 ? [{ community: 1 - i, links: 3 }] : [],
  }));
  return { placements, communities };
}

const AT = (clock: string) => `<a class="yt-timestamp" data-t="${clock}">[${clock}]</a>`;

/**
 * Eighteen pages in three folders and the root, with every kind of page and link: wanted pages
 * (`quince`, `constructor`, `walnut%20bread`), orphans, the isolated `notes/isolated`, the dead end
 * `kitchen/dead_end`, index pages (`orchard/orchard`, `kitchen/README`), and names that are hard to keep.
 */
export const SAMPLE_PAGES: PageSpec[] = [
  {
    id: 'orchard/orchard',
    title: 'The Orchard Channel',
    index: true,
    body: 'All videos of the channel: [[orchard/apple]], [[orchard/pear]] and [[orchard/lonely_video]].\n',
  },
  {
    id: 'orchard/apple',
    title: 'Apple',
    aliases: ['Malus', 'Malus domestica'],
    tags: ['fruit', 'tree'],
    videoId: 'WhWc3b3KhnY',
    facets: [
      { key: 'level', values: [1] },
      { key: 'public', values: [true] },
    ],
    body: [
      'From: [[orchard]] <br/>',
      '',
      '# Apple',
      '',
      `Apples keep well beside the [[pear]]. ${AT('00:01:05')}`,
      '',
      '## Uses',
      '',
      '- Most of the harvest is pressed into [[kitchen/cider|cider]].',
      '- See ![[apple.png]] and [the society](https://example.org/apples?a=1&b=2).',
      '',
    ].join('\n'),
  },
  {
    id: 'orchard/pear',
    title: 'Pear growing',
    tags: ['fruit'],
    videoId: 'eRsGyueVLvQ',
    facets: [{ key: 'level', values: [2] }],
    body: [
      'From: [[orchard]] <br/>',
      '',
      '# Pear growing',
      '',
      `A pear flowers before the [[apple]] does. ${AT('00:02:10')}`,
      `Late frost hurts it more than the [[orchard/apple|apple tree]]. ${AT('00:03:20')}`,
      '',
      '## Rootstocks',
      '',
      'Dwarf pears stand on [[Quince]] roots.',
      '',
    ].join('\n'),
  },
  {
    id: 'orchard/grafting',
    title: 'Grafting & budding',
    tags: ['craft'],
    body: [
      'From: [[orchard]] <br/>',
      '',
      'Every named [[Malus]] is grafted; so is the [[pear]].',
      'Success is never [[notes/100% "sure"|certain]].',
      '',
    ].join('\n'),
  },
  {
    id: 'orchard/lonely_video',
    title: 'A lonely video',
    videoId: 'R6MlUcmOul8',
    body: 'From: [[orchard]] <br/>\n\nNobody links here, but it names the [[apple]].\n',
  },
  {
    id: 'kitchen/README',
    title: 'Kitchen',
    index: true,
    body: 'Start with [[cider]], then bake the [[tart]].\n',
  },
  {
    id: 'kitchen/cider',
    title: 'Cider',
    tags: ['drink'],
    facets: [{ key: 'level', values: [2] }],
    body: [
      '# Cider',
      '',
      'Pressed from [[apple|apples]], sharpened with [[quince]].',
      '',
      '## Fermentation',
      '',
      'Wild yeast works slowly in the cold cellar.',
      '',
    ].join('\n'),
  },
  {
    id: 'kitchen/tart',
    title: 'Apple tart',
    tags: ['fruit'],
    body: [
      'Slice each [[apple]] thin.',
      '',
      '## Steps',
      '',
      'Back to the [[#Steps|steps]]; serve with ![[cider]] and [[walnut%20bread]].',
      'If it fails, see [[dead_end]].',
      '',
    ].join('\n'),
  },
  { id: 'kitchen/dead_end', title: 'Dead end', body: 'This page leads nowhere.\n' },
  {
    id: 'notes/__proto__',
    title: '__proto__',
    tags: ['__proto__', 'constructor'],
    facets: [{ key: '__proto__', values: ['toString'] }],
    body: 'A name to be careful with, like [[constructor]] and [[hasOwnProperty]].\n',
  },
  {
    id: 'notes/hasOwnProperty',
    title: 'hasOwnProperty',
    body: 'Asked of objects; see [[__proto__]].\n',
  },
  {
    id: 'notes/100% "sure"',
    title: '100% "sure" <b>_maybe_</b>',
    body: 'Nothing is; ask in [[東京]] or [[Zürich]].\n',
  },
  {
    id: 'notes/東京',
    title: '東京タワー',
    aliases: ['Tokyo Tower'],
    tags: ['塔'],
    body: '# 東京タワー\n\n東京の赤い塔。夜は[[🚀 launch|ロケット]]のように光る。\n',
  },
  {
    id: 'notes/🚀 launch',
    title: '🚀 Launch day 👩‍🚀',
    body: "Counted down in [[Zürich]]; filed by [[O'Brien; DROP TABLE node;--]].\n",
  },
  {
    id: "notes/O'Brien; DROP TABLE node;--",
    title: "O'Brien; DROP TABLE node;--",
    body: 'Back to [[__proto__]].\n',
  },
  {
    id: 'notes/Zürich',
    title: 'Zürich',
    aliases: ['Züri'],
    body: 'Apples are called [[apple|Öpfel]] here.\n',
  },
  { id: 'notes/isolated', title: 'Isolated', body: 'No link either way.\n' },
  {
    id: 'welcome',
    title: 'Welcome',
    body: 'An orphan at the root: [[apple]], [[tart]], [[Quince]] and [[orchard/grafting]].\n',
  },
];

/** The sample wiki, made anew at each call, so that a test may change it. */
export function sampleGraph(): StoredGraph {
  return graphOf(SAMPLE_PAGES);
}

/** A change that no import makes: it takes out a page that others still link to. */
export function failingChange(graph: WikiGraph): GraphChange {
  const linked = graph.links.find((link) => link.kind === 'page')?.target ?? '';
  return {
    base: graph.fingerprint,
    fingerprint: 'next',
    name: graph.name,
    home: graph.home,
    pages: [],
    removedPages: [linked],
    wanted: [],
    removedWanted: [],
    links: [],
    attachments: null,
    report: graph.report,
  };
}
