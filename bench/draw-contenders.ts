/**
 * Who is measured on drawing a graph: our client on our server, and libraries that draw all of it.
 * Invariant: a peer's page is built with its library as its authors ship it, and for production.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { drag, drawnByAtlas, firstOfAtlas, firstOfPeer, type FirstPicture } from './draw-browser.ts';
import type { DrawnGraph } from './draw-graph.ts';
import { PEERS } from './places.ts';

export interface DrawRun extends FirstPicture {
  /** ms */
  frames: number[];
  /** what is drawn */
  nodes: number;
  edges: number;
}

export interface DrawContender {
  /** what --only takes */
  name: string;
  label: string;
  /** @param url of our server */
  run: (page: Page, graph: DrawnGraph, url: string) => Promise<DrawRun>;
}

export const ATLAS = 'atlas';

/** No step of a drag begins after so many ms, but for the first three. */
export const DRAG_TIME = 2000;

export async function drawContenders(): Promise<DrawContender[]> {
  const hiding = { hideEdgesOnMove: true, hideLabelsOnMove: true };
  return [
    {
      name: ATLAS,
      label: 'Wiki Atlas',
      run: async (page, _, url) => {
        const first = await firstOfAtlas(page, url);
        const drawn = await drawnByAtlas(page);
        return { ...first, ...drawn, frames: await drag(page, DRAG_TIME) };
      },
    },
    await peer('force-graph', 'force-graph'),
    await peer('vis-network', 'vis-network'),
    await peer('cytoscape', 'cytoscape'),
    await peer('sigma', 'Sigma, all edges'),
    { ...(await peer('sigma', 'Sigma, edges and labels hidden while moving', hiding)), name: 'sigma-hiding' },
  ];
}

async function peer(name: string, label: string, settings: object = {}): Promise<DrawContender> {
  const script = await bundled(name);
  return {
    name,
    label,
    run: async (page, { text, nodes, edges }) => {
      const first = await firstOfPeer(page, script, text, settings);
      return { ...first, nodes, edges, frames: await drag(page, DRAG_TIME) };
    },
  };
}

/** A page's script of bench/peers/draw with all it imports, as one. */
export async function bundled(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(PEERS, 'draw', `${name}.mjs`), formats: ['iife'], name: 'peer', fileName: name },
    },
  });
  const [chunk] = [built].flat().flatMap((one) => ('output' in one ? one.output : []));
  if (chunk?.type !== 'chunk') throw new Error(`${name}: no script was built`);
  return chunk.code;
}
