/**
 * Tells when files of a wiki's folder change and where, once for a burst of changes, and when the
 * folder itself goes away and comes back.
 * Invariant: what the system fails to tell (events lost in a flood, a folder moved in with others
 * inside) is made good by a look at everything when it is quiet again; nothing is thrown out of a
 * callback of the system's.
 */
import { lstatSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { subscribe, type AsyncSubscription, type Event } from '@parcel/watcher';
import { isPassedOver } from './read-folder.ts';

/** A burst is over when nothing has changed for this long; the system's own events come 50 ms late. */
const QUIET_MS = 25;
/** A burst that goes on is told of this often. */
const LONGEST_WAIT_MS = 1000;
/** When it has been quiet for so long, files' times are settled: everything is looked at once more. */
const SETTLED_MS = 3000;
/** Between two looks whether the folder is still there. */
const PRESENCE_MS = 1000;
/** A burst of more paths is told of as a change anywhere. */
const MOST_PATHS = 500;

export interface FolderChanges {
  /**
   * `paths` in the folder with `/` between segments, null where anything may have changed; may be
   * called again before what it returned has settled.
   */
  onChange: (paths: readonly string[] | null) => void | Promise<void>;
  /** The folder is not there any more. It is waited for; when it is back, onChange says so. */
  onGone: () => void;
  onError: (error: Error) => void;
}

export interface FolderWatch {
  /** After it, nothing is told any more. */
  close(): Promise<void>;
}

/** Follows a folder, but for names that are no part of a wiki. Rejects where that is impossible. */
export async function watchFolder(folder: string, changes: FolderChanges): Promise<FolderWatch> {
  const watch = new Watch(folder, changes);
  await watch.open();
  return watch;
}

class Watch implements FolderWatch {
  readonly #folder: string;
  readonly #changes: FolderChanges;
  readonly #burst: Burst;
  /** which folder is followed, by its place on the disk; null while it is gone */
  #identity: string | null = null;
  #subscription: AsyncSubscription | null = null;
  #presence: NodeJS.Timeout | undefined;
  /** openings and closings of the subscription, one after the other */
  #turn: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(folder: string, changes: FolderChanges) {
    this.#folder = folder;
    this.#changes = changes;
    this.#burst = new Burst((paths) => {
      void (async () => changes.onChange(paths))().catch((error: unknown) => this.#fail(error));
    });
  }

  async open(): Promise<void> {
    this.#identity = await identityOf(this.#folder);
    await this.#subscribe();
    this.#presence = setInterval(() => this.#checkPresence(), PRESENCE_MS);
    this.#presence.unref();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#presence);
    this.#burst.end();
    await this.#turn;
    await this.#unsubscribe();
  }

  async #subscribe(): Promise<void> {
    const root = await realpath(this.#folder);
    this.#subscription = await subscribe(
      root,
      (error, events) => {
        // Whatever was lost with the error, a look at everything finds it.
        if (error) this.#fail(error);
        if (error) this.#burst.add(null);
        else this.#take(root, events);
      },
      { ignore: ['**/.*', '**/.*/**', '**/node_modules', '**/node_modules/**'] },
    );
  }

  async #unsubscribe(): Promise<void> {
    const subscription = this.#subscription;
    this.#subscription = null;
    // Of a folder that is gone there is nothing left to unsubscribe from.
    await subscription?.unsubscribe().catch(() => undefined);
  }

  #take(root: string, events: readonly Event[]): void {
    if (events.some((event) => event.path === root && event.type === 'delete')) {
      // One that takes its place at once may look the same to the disk.
      this.#identity = '';
      this.#checkPresence();
    }
    const paths = events
      .map((event) => relative(root, event.path).split(sep).join('/'))
      .filter((path) => path !== '' && !path.split('/').some(isPassedOver));
    if (paths.length === 0) return;
    // Of a folder that came with others inside, the system follows the outermost alone.
    if (events.some((event) => event.type === 'create' && isDirectory(event.path))) this.#renew();
    else this.#burst.add(paths);
  }

  /** Follows the folder as it is now; what happened meanwhile is looked for. */
  #renew(): void {
    this.#inTurn(async () => {
      await this.#unsubscribe();
      await this.#subscribe();
      this.#burst.add(null);
    });
  }

  #checkPresence(): void {
    this.#inTurn(async () => {
      const identity = await identityOf(this.#folder).catch(() => null);
      if (identity === this.#identity || this.#closed) return;
      const before = this.#identity;
      this.#identity = identity;
      await this.#unsubscribe();
      if (identity === null) {
        this.#burst.forget();
        if (before !== null) this.#changes.onGone();
        return;
      }
      await this.#subscribe();
      this.#burst.add(null);
    });
  }

  #inTurn(act: () => Promise<void>): void {
    this.#turn = this.#turn.then(async () => {
      if (this.#closed) return;
      try {
        await act();
      } catch (error) {
        // The folder may go while it is being opened: the next look finds it another one, or gone.
        this.#identity = '';
        this.#fail(error);
      }
    });
  }

  #fail(error: unknown): void {
    if (!this.#closed) this.#changes.onError(error instanceof Error ? error : new Error(String(error)));
  }
}

/** Tells one folder from another that takes its place. */
async function identityOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true });
  return `${await realpath(folder)} ${dev} ${ino}`;
}

function isDirectory(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Gathers changes into one call, and makes a last one when it has been quiet for long. */
class Burst {
  readonly #tell: (paths: readonly string[] | null) => void;
  #paths: Set<string> | null = new Set();
  #timer: NodeJS.Timeout | undefined;
  #settling: NodeJS.Timeout | undefined;
  #startedAt = 0;
  #ended = false;

  constructor(tell: (paths: readonly string[] | null) => void) {
    this.#tell = tell;
  }

  /** @param paths null for anywhere */
  add(paths: readonly string[] | null): void {
    if (this.#ended) return;
    for (const path of paths ?? []) this.#paths?.add(path);
    if (paths === null || (this.#paths?.size ?? 0) > MOST_PATHS) this.#paths = null;
    const now = performance.now();
    if (this.#timer === undefined) this.#startedAt = now;
    this.#stop();
    const longest = this.#startedAt + LONGEST_WAIT_MS - now;
    this.#timer = setTimeout(() => this.#flush(), Math.max(0, Math.min(QUIET_MS, longest)));
    this.#settling = setTimeout(() => this.#tell(null), SETTLED_MS);
  }

  /** Drops what is not told yet. */
  forget(): void {
    this.#stop();
    this.#timer = undefined;
    this.#paths = new Set();
  }

  end(): void {
    this.#ended = true;
    this.#stop();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#settling);
  }

  #flush(): void {
    const paths = this.#paths;
    this.#timer = undefined;
    this.#paths = new Set();
    this.#tell(paths && [...paths]);
  }
}
