/**
 * Which tile of the map holds each node (map-tiles.ts), kept as nodes come, go and move.
 * Invariant: every node that is stored is in a tile once its write is done.
 */
import type Database from 'better-sqlite3';
import type { PageId } from '../../graph/page.ts';
import type { Placed } from '../map-tiles.ts';
import { placeInTiles, tilesOf } from '../tile-placing.ts';
import type { Held } from '../tile-search.ts';

const COLUMNS = 'name AS id, x, y, rank, tile';

/** Of a whole graph, whose nodes have their places. */
export function writeTiles(db: Database.Database): void {
  setTiles(db, tilesOf(db.prepare<[], Placed>(`SELECT ${COLUMNS} FROM node`).all()));
}

/**
 * Notes the tiles of nodes that a change takes out or places again, before it does.
 * @returns to be called once it has, with those that are new or placed again
 */
export function tilesBefore(
  db: Database.Database,
  leaving: readonly PageId[],
): (arriving: readonly PageId[]) => void {
  const find = db.prepare<[string], Held>(`SELECT ${COLUMNS} FROM node WHERE name = ?`);
  const held = (ids: readonly PageId[]): Held[] =>
    [...new Set(ids)].map((id) => find.get(id)).filter((node) => node !== undefined);
  const left = held(leaving).map(({ tile }) => tile);
  return (arriving) => {
    const inTiles = db.prepare<[string], Held>(
      `SELECT ${COLUMNS} FROM node WHERE tile IN (SELECT value FROM json_each(?))`,
    );
    const placing = placeInTiles(held(arriving), left);
    let step = placing.next();
    while (!step.done) step = placing.next(inTiles.all(JSON.stringify(step.value)));
    setTiles(db, step.value);
  };
}

function setTiles(db: Database.Database, tiles: ReadonlyMap<PageId, number>): void {
  const set = db.prepare('UPDATE node SET tile = ? WHERE name = ?');
  for (const [id, tile] of tiles) set.run(tile, id);
}
