/**
 * The full-text index over pages and wanted pages.
 * Invariant: a graph that is shown is in it. A first import makes it once its pages are there, to be
 * filled from them in one go: kept up to date from the start, an import took a fifth longer.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AtlasError } from '../../graph/errors.ts';
import type { Connection } from './connection.ts';
import { patiently } from './schema.ts';
import { SEARCH_ANALYZER, SEARCH_FIELDS } from './search-properties.ts';

export const TEXT_INDEX = 'wiki_atlas_text';

/**
 * Words come to it folded and parted, so that a blank is all that parts them. It is brought up to date
 * beside the transactions: in them it took 43 % of the server's time for an import. commit.ts waits for it.
 */
const MAKE = `CREATE FULLTEXT INDEX ${TEXT_INDEX} IF NOT EXISTS FOR (n:PageText|Wanted)
  ON EACH [${SEARCH_FIELDS.map((field) => `n.${field}`).join(', ')}]
  OPTIONS {indexConfig: {\`fulltext.analyzer\`: '${SEARCH_ANALYZER}', \`fulltext.eventually_consistent\`: true}}`;
const STATE = `SHOW INDEXES YIELD name, state WHERE name = '${TEXT_INDEX}' RETURN state`;
/** Milliseconds. */
const POLL = 50;

/** Makes it where it is absent; the server fills it while other work goes on. */
export async function makeTextIndex(connection: Connection): Promise<void> {
  // an importer need not have the right to make what is there
  if ((await stateOf(connection)) !== null) return;
  await patiently((cypher) => connection.write((run) => run(cypher)), MAKE);
}

/**
 * Returns once it can be asked.
 * @throws AtlasError store-unavailable where the server could not fill it
 */
export async function textIndexFilled(connection: Connection): Promise<void> {
  for (;;) {
    const state = await stateOf(connection);
    if (state === 'ONLINE') return;
    if (state !== 'POPULATING') {
      throw new AtlasError(
        'store-unavailable',
        `${connection.location} could not make the full-text index ${TEXT_INDEX}; drop it there and import again`,
      );
    }
    await sleep(POLL);
  }
}

async function stateOf(connection: Connection): Promise<string | null> {
  const [index] = await connection.write((run) => run(STATE));
  return index === undefined ? null : String(index.state);
}

/** Returns once all that was committed until now is found by its words, too. */
export async function textIndexCaughtUp(connection: Connection): Promise<void> {
  await connection.write((run) => run('CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()'));
}
