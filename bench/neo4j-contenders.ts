/**
 * What is measured on bringing a wiki into Neo4j: the floor, the store's write alone, the whole
 * command, and the command again. Invariant: each writes into an empty database on a server that has
 * just been started and warmed up; but the command again, which finds what the command left.
 */
import { analyseBeside } from '../import/analyse/analyse-beside.ts';
import { FolderImport } from '../import/import-folder.ts';
import type { Analysis, WikiGraph } from '../graph/wiki-graph.ts';
import { atlasImport, importedByAtlas, unchangedByAtlas } from './atlas-command.ts';
import type { FreshServer } from './fresh-server.ts';
import { timeProcess, timeWork, type Contender, type Run } from './measure.ts';
import { bareGraph, bareGraphWithText, ROWS_A_BATCH, writeBare, type BareGraph } from './neo4j-floor.ts';
import { TEXT_INDEX } from '../store/neo4j/text-index.ts';
import { generatedWiki, LARGEST, type Wiki } from './wikis.ts';

/** The wiki that the command imports, by its name in the database. */
export const IMPORTED = 'imported';
const WRITTEN = 'written';

export interface Neo4jContender extends Contender {
  label: string;
}

/** A wiki that is in memory already. */
export interface ReadWiki {
  wiki: Wiki;
  graph: WikiGraph;
  analysis: Analysis;
  bare: BareGraph;
}

export async function readWiki(wiki: Wiki): Promise<ReadWiki> {
  const graph = await new FolderImport(wiki.folder).run();
  return { wiki, graph, analysis: await analyseBeside(graph), bare: bareGraph(graph) };
}

/** In the order in which they take turns. */
export function neo4jContenders(server: FreshServer, warmUp: WarmUp, read: ReadWiki): Neo4jContender[] {
  const { wiki, graph, bare } = read;
  const fresh = (run: () => Promise<Run>) => async (): Promise<Run> => {
    await server.renew();
    await warmUp.run(server);
    return run();
  };
  // what takes minutes on the largest wiki, and says no more there by being done again
  const once = wiki.name === LARGEST ? { rounds: 1 } : {};
  return [
    {
      name: 'bare',
      label: `floor: bare nodes and edges, ${ROWS_A_BATCH.toLocaleString('en')} rows a batch`,
      run: fresh(() => timeWork(() => writeBare(server.driver, bare))),
    },
    {
      name: 'bare-text',
      label: 'for orientation: the floor, and the Markdown of each page',
      ...once,
      run: fresh(() => {
        const bareWithText = bareGraphWithText(graph);
        return timeWork(() => writeBare(server.driver, bareWithText));
      }),
    },
    {
      name: 'atlas-write',
      label: 'Wiki Atlas: write of a graph in memory',
      ...once,
      run: fresh(() => timeStoreWrite(server, read)),
    },
    {
      name: 'atlas-neo4j',
      label: 'Wiki Atlas: import',
      run: fresh(() => timeImport(server, wiki)),
    },
    {
      name: 'atlas-neo4j-unchanged',
      label: 'Wiki Atlas: again, nothing changed',
      run: async () => {
        if (!(await isImported(server))) await fresh(() => timeImport(server, wiki))();
        return timeProcess(atlasImport(wiki, server.address(IMPORTED)), unchangedByAtlas);
      },
    },
  ];
}

async function isImported(server: FreshServer): Promise<boolean> {
  return server.isUp && (await server.withStore(IMPORTED, (store) => store.version())) !== null;
}

const timeImport = (server: FreshServer, wiki: Wiki): Promise<Run> =>
  timeProcess(atlasImport(wiki, server.address(IMPORTED)), importedByAtlas);

function timeStoreWrite(server: FreshServer, { graph, analysis }: ReadWiki): Promise<Run> {
  return server.withStore(WRITTEN, (store) =>
    timeWork(async () => {
      await store.write(graph, Promise.resolve(analysis));
      const { pages, links } = await store.stats();
      return `${pages.toLocaleString('en')} pages, ${links.toLocaleString('en')} links`;
    }),
  );
}

/** Lets a new server's Java compile what it runs before anything is timed, and leaves nothing behind. */
export class WarmUp {
  readonly #read = readWiki(generatedWiki(1000));

  async run(server: FreshServer): Promise<void> {
    const { graph, analysis, bare } = await this.#read;
    await writeBare(server.driver, bare);
    await server.withStore('warm-up', (store) => store.write(graph, Promise.resolve(analysis)));
    await server.driver.executeQuery('MATCH (n) DETACH DELETE n');
    // a first import makes it
    await server.driver.executeQuery(`DROP INDEX ${TEXT_INDEX}`);
  }
}
