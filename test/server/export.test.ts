import { MultiDirectedGraph } from 'graphology';
import gexf from 'graphology-gexf';
import graphml from 'graphology-graphml';
import { describe, expect, it } from 'vitest';
import { type Subgraph, subgraphSchema } from '../../graph/api.ts';
import { graphOf } from '../store/sample-graph.ts';
import { exportGraph } from '../../server/export/export-graph.ts';
import { runningApp } from './running-app.ts';
import { wholeExport } from '../store/whole-export.ts';

const app = runningApp();
const text = async (path: string): Promise<string> => (await app.get(path)).text();
const whole = (): Promise<Subgraph> => app.json('/api/export', subgraphSchema.strict());

/** Names that are hard to write down in XML and in CSV. */
const HARD = [
  { id: 'a<&>"\'', title: '<b>&amp;</b> "]]>', body: '[[=cmd|+1]] says "a, b"\n' },
  { id: '=cmd', title: '=HYPERLINK("x")', body: '[[@sum]] [[-minus]]\n' },
  { id: '@sum', title: 'tab\tand\nbreak \0 \u0001 \ufffe 🚀', body: '' },
  { id: '-minus', title: '-1', body: '' },
];
const withHardNames = async (): Promise<void> => {
  const { graph, analysis } = graphOf(HARD);
  await app.store.write(graph, analysis);
};

describe('GET /api/export', () => {
  it('gives the whole graph with mentions as JSON, as a file to keep', async () => {
    const response = await app.get('/api/export?format=json');
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="wiki.json"');
    const graph = subgraphSchema.strict().parse(await response.json());
    expect(graph).toEqual(await wholeExport(app.store));
    expect(await whole()).toEqual(graph);
    expect(graph.edges.every((edge) => edge.attributes.mentions?.length === edge.attributes.count)).toBe(
      true,
    );
  });

  it.each([
    ['gexf', (xml: string) => gexf.parse(MultiDirectedGraph, xml, { allowUndeclaredAttributes: false })],
    ['graphml', (xml: string) => graphml.parse(MultiDirectedGraph, xml)],
  ])('gives it as %s, which another program reads', async (format, parse) => {
    const response = await app.get(`/api/export?format=${format}`);
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe(`attachment; filename="wiki.${format}"`);
    const read = parse(await response.text());
    const graph = await whole();
    expect(read.order).toBe(graph.nodes.length);
    for (const { key, attributes } of graph.nodes) {
      const { label, kind, inDegree, rank, x, y } = attributes;
      expect(read.getNodeAttributes(key)).toMatchObject({ label, kind, inDegree, rank, x, y });
    }
    const links = read.mapEdges((_edge, attributes, source, target) =>
      JSON.stringify([source, attributes.relation, target, attributes.structural]),
    );
    expect(links.toSorted()).toEqual(
      graph.edges
        .map(({ source, target, attributes }) =>
          JSON.stringify([source, attributes.relation, target, attributes.structural]),
        )
        .toSorted(),
    );
  });

  it('gives links and pages as CSV, with the sentence of each link', async () => {
    const links = await text('/api/export?format=csv');
    expect(links).toMatch(/^source,target,relation,count,via,ambiguous,structural,sentence\n/);
    expect(links).toContain('notes/Zürich,orchard/apple,link,1,name,1,false,Apples are called Öpfel here.\n');
    const response = await app.get('/api/export?format=csv&table=pages');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="wiki-pages.csv"');
    const pages = await response.text();
    expect(pages).toMatch(/^id,label,kind,folder,inDegree,outDegree,rank,community,x,y\n/);
    expect(pages.trim().split('\n')).toHaveLength(1 + (await whole()).nodes.length);
  });

  it('refuses what it does not know', async () => {
    expect((await app.problem('/api/export?format=xlsx', 400)).field).toBe('format');
    expect((await app.problem('/api/export?format=csv&table=words', 400)).field).toBe('table');
    expect((await app.problem('/api/export?limit=1', 400)).field).toBe('limit');
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await app.get('/api/export?format=gexf', { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  });

  it.each([
    ['gexf', (xml: string) => gexf.parse(MultiDirectedGraph, xml)],
    ['graphml', (xml: string) => graphml.parse(MultiDirectedGraph, xml)],
  ])('keeps names that are hard to write in %s, but for what XML cannot hold', async (format, parse) => {
    await withHardNames();
    const read = parse(await text(`/api/export?format=${format}`));
    expect(read.nodes().toSorted()).toEqual(HARD.map(({ id }) => id).toSorted());
    expect(read.getNodeAttribute('a<&>"\'', 'label')).toBe('<b>&amp;</b> "]]>');
    expect(read.getNodeAttribute('@sum', 'label')).toBe('tab\tand\nbreak \ufffd \ufffd \ufffd 🚀');
  });

  it('writes CSV in which nothing runs as a formula, while numbers stay numbers', async () => {
    await withHardNames();
    const pages = await text('/api/export?format=csv&table=pages');
    expect(pages).toContain(`\n'=cmd,"'=HYPERLINK(""x"")",page,`);
    expect(pages).toContain(`\n'@sum,"tab`);
    expect(pages).toContain(`\n'-minus,'-1,page,`);
    expect(pages).toMatch(/,-200,-?\d+\n/);
    expect(await text('/api/export?format=csv')).toContain(
      `\n'=cmd,'@sum,link,1,path,1,false,'@sum -minus\n`,
    );
  });
});

describe('a reader of an export', () => {
  let open = 0;
  let letGo = (): void => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  const slow = runningApp((store) => ({
    store: {
      ...store,
      async *exportParts(mentions) {
        open += 1;
        try {
          yield* store.exportParts(mentions);
          await released;
        } finally {
          open -= 1;
        }
      },
    },
  }));

  it('is one of four at once; the next is told to come again', async () => {
    const reading = Array.from({ length: 4 }, () => slow.get('/api/export?format=csv'));
    await expect.poll(() => open).toBe(4);
    const refused = await slow.get('/api/export');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    letGo();
    for (const response of reading) expect(await (await response).text()).toContain('source,target');
    expect((await slow.get('/api/export')).status).toBe(200);
  });

  it('that went away before anything was sent leaves nothing open', async () => {
    let isClosed = false;
    const stream = await exportGraph(
      {
        ...app.store,
        async *exportParts(mentions) {
          try {
            for (;;) yield* app.store.exportParts(mentions);
          } finally {
            isClosed = true;
          }
        },
      },
      { format: 'json', table: 'links' },
    );
    stream.destroy();
    await expect.poll(() => isClosed).toBe(true);
  });
});
