/** What the import bench measured, by contender and wiki; null where something was not measured. */
import type { Measured } from './measure.ts';
import { ratioOf, spreadOf, type Spread } from './spread.ts';

/** Decimal, as disks and goals count. */
const MEGABYTE = 1e6;

/** A contender on a wiki, as `measure` knows it. */
export const nameOn = (contender: string, wiki: string): string => `${contender} on ${wiki}`;

export class ImportResults {
  readonly #measured: ReadonlyMap<string, Measured>;

  constructor(measured: ReadonlyMap<string, Measured>) {
    this.#measured = measured;
  }

  of(contender: string, wiki: string): Measured | undefined {
    return this.#measured.get(nameOn(contender, wiki));
  }

  seconds(contender: string, wiki: string): Spread | null {
    return spreadOf(this.of(contender, wiki)?.seconds ?? []);
  }

  /** Megabytes. */
  peak(contender: string, wiki: string): Spread | null {
    return spreadOf((this.of(contender, wiki)?.peaks ?? []).map((bytes) => bytes / MEGABYTE));
  }

  /** The time of `top` divided by that of `bottom`. */
  timeRatio(top: string, bottom: string, wiki: string, bottomWiki = wiki): Spread | null {
    return ratioOf(this.of(top, wiki)?.seconds ?? [], this.of(bottom, bottomWiki)?.seconds ?? []);
  }
}
