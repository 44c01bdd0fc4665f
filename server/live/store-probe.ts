/**
 * Asks a store which graph it holds.
 * Invariant: one question at a time, however many want to know, and an answer or an error in time.
 */
import { AtlasError } from '../../graph/errors.ts';
import type { GraphStore, StoredVersion } from '../../store/graph-store.ts';

const PATIENCE_MS = 4000;

export class StoreProbe {
  readonly #store: GraphStore;
  #asking: Promise<StoredVersion | null> | null = null;

  constructor(store: GraphStore) {
    this.#store = store;
  }

  /**
   * Null before the first import.
   * @throws AtlasError store-unavailable, also where the store takes too long to say anything
   */
  async version(): Promise<StoredVersion | null> {
    this.#asking ??= this.#store.version().finally(() => {
      this.#asking = null;
    });
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_resolve, reject) => {
      const message = 'the database does not answer; it is asked again and again';
      late = setTimeout(() => reject(new AtlasError('store-unavailable', message)), PATIENCE_MS);
    });
    try {
      return await Promise.race([this.#asking, tooLate]);
    } finally {
      clearTimeout(late);
    }
  }
}
