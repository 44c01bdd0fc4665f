/**
 * Tells when files of a wiki's folder change, once for a burst of changes.
 * Invariant: nothing is thrown out of a callback of the system's; every failure goes to onError.
 */
import { relative, sep } from 'node:path';
import { realpath } from 'node:fs/promises';
import { subscribe } from '@parcel/watcher';

/** A burst is over when nothing has changed for this long. */
const QUIET_MS = 100;
/** A burst that goes on is told of this often. */
const LONGEST_WAIT_MS = 1000;

export interface FolderChanges {
  /** may be called again before what it returned has settled */
  onChange: () => void | Promise<void>;
  onError: (error: Error) => void;
}

export interface FolderWatch {
  /** After it, onChange is not called any more. */
  close(): Promise<void>;
}

/** Follows a folder, names that begin with a dot and `node_modules` excepted. Rejects where that is impossible. */
export async function watchFolder(
  folder: string,
  { onChange, onError }: FolderChanges,
): Promise<FolderWatch> {
  const root = await realpath(folder);
  const burst = new Burst(() => {
    void (async () => onChange())().catch((error: unknown) => onError(asError(error)));
  });
  const subscription = await subscribe(
    root,
    (error, events) => {
      if (error) onError(error);
      else if (events.some((event) => isOfWiki(relative(root, event.path)))) burst.add();
    },
    { ignore: ['**/.*', '**/.*/**', '**/node_modules', '**/node_modules/**'] },
  );
  return {
    close: async () => {
      burst.end();
      await subscription.unsubscribe();
    },
  };
}

function isOfWiki(path: string): boolean {
  return path.split(sep).every((segment) => !segment.startsWith('.') && segment !== 'node_modules');
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Gathers changes into one call. */
class Burst {
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #ended = false;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  add(): void {
    if (this.#ended) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#startedAt = now;
    clearTimeout(this.#timer);
    const longest = this.#startedAt + LONGEST_WAIT_MS - now;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(QUIET_MS, longest)));
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  #flush(): void {
    this.#timer = undefined;
    this.#tell();
  }
}
