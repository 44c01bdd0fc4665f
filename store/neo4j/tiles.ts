/**
 * Which tile of the map holds each topic (map-tiles.ts), kept as topics come, go and move.
 * Invariant: every topic that is shown is in a tile.
 */
import neo4j, { type Integer } from 'neo4j-driver';
import type { PageId } from '../../graph/page.ts';
import { placeInTiles } from '../tile-placing.ts';
import type { Held } from '../tile-search.ts';
import type { Run, WikiKey } from './connection.ts';
import { keyParameters } from './node-records.ts';
import { ID, storedId } from './schema.ts';
import { unwind } from './unwind.ts';

/** The topics that tiles hold; `$tiles` are `heldIn` of them. The hint is for databases of one wiki. */
export const IN_TILES = `UNWIND $tiles AS tile
  MATCH (n:Topic) USING INDEX n:Topic(wiki, generation, tile)
  WHERE n.wiki = $wiki AND n.generation = $generation AND n.tile = tile`;

export function heldIn(tiles: readonly number[]): Integer[] {
  return tiles.map((tile) => neo4j.int(tile));
}

const NODE = 'MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row})';
const PLACED = `${ID} AS id, n.x AS x, n.y AS y, n.rank AS rank, n.tile AS tile`;

async function placed(run: Run, key: WikiKey, ids: readonly PageId[]): Promise<Held[]> {
  const rows = [...new Set(ids)].map(storedId);
  return (await unwind(run, key, rows, `${NODE} RETURN ${PLACED}`)) as unknown as Held[];
}

/** The tiles of nodes that a change takes out or places again, before it does. */
export async function tilesOfNodes(run: Run, key: WikiKey, ids: readonly PageId[]): Promise<number[]> {
  return (await placed(run, key, ids)).map(({ tile }) => tile);
}

/**
 * Once a change is made.
 * @param arriving the nodes that are new or placed again
 * @param left the tiles that nodes have left
 */
export async function changeTiles(
  run: Run,
  key: WikiKey,
  arriving: readonly PageId[],
  left: readonly number[],
): Promise<void> {
  const placing = placeInTiles(await placed(run, key, arriving), left);
  let step = placing.next();
  while (!step.done) {
    const held = await run(`${IN_TILES} RETURN ${PLACED}`, {
      ...keyParameters(key),
      tiles: heldIn(step.value),
    });
    step = placing.next(held as unknown as Held[]);
  }
  const tiles = [...step.value].map(([id, tile]) => [storedId(id), neo4j.int(tile)]);
  await unwind(
    run,
    key,
    tiles,
    'MATCH (n:Topic {wiki: $wiki, generation: $generation, id: row[0]}) SET n.tile = row[1]',
  );
}
