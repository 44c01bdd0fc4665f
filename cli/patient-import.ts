/**
 * Imports into a store on a server that may go away: one that fails for that is made again until the
 * server is back.
 * Invariant: every edit is taken in in the end, and one import at a time tries.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AtlasError } from '../graph/errors.ts';
import type { OnProgress } from '../graph/import-report.ts';
import type { ImportOutcome } from './import-into-store.ts';

const TRY_AGAIN_MS = 5000;

/** Imports what changed; `paths` are where to look, null for everywhere. */
export type RunImport = (onProgress: OnProgress, paths: readonly string[] | null) => Promise<ImportOutcome>;

export interface PatientImportOptions {
  run: RunImport;
  stop: AbortSignal;
  /** hears why, once for each time the server goes away */
  onAway: (error: AtlasError) => void;
}

/** As `run`, and does not give up while the store cannot be reached. */
export function patientImport({ run, stop, onAway }: PatientImportOptions): RunImport {
  let trying: Promise<ImportOutcome> | null = null;
  const tryAgain: RunImport = async (onProgress) => {
    for (;;) {
      await sleep(TRY_AGAIN_MS, undefined, { signal: stop });
      try {
        return await run(onProgress, null);
      } catch (error) {
        if (!isStoreAway(error)) throw error;
      }
    }
  };
  return async (onProgress, paths) => {
    await trying?.catch(() => undefined);
    try {
      return await run(onProgress, paths);
    } catch (error) {
      if (!isStoreAway(error) || stop.aborted) throw error;
      if (trying === null) {
        onAway(error);
        trying = tryAgain(onProgress, null).finally(() => {
          trying = null;
        });
      }
      return trying;
    }
  };
}

/** Trying again later may help. */
export function isStoreAway(error: unknown): error is AtlasError {
  return error instanceof AtlasError && error.code === 'store-unavailable';
}
