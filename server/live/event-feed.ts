/**
 * What is told to everyone who listens: that the stored graph is another one (whichever process
 * imported it), that the store went away or came back, how far an import of this process is.
 * Invariant: only the newest event of each kind is kept; the store is asked only while someone listens.
 */
import type { EventData, EventName } from '../../graph/api.ts';
import type { KnownChange } from '../../graph/graph-change.ts';
import type { OnProgress } from '../../graph/import-report.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { ChangeHistory } from './change-history.ts';
import { StoreProbe } from './store-probe.ts';

const LOOK_EVERY_MS = 1000;
const PROGRESS_EVERY_MS = 200;

export type AtlasEvent = { [Name in EventName]: { name: Name; data: EventData<Name> } }[EventName];

export interface FeedListener {
  hear(event: AtlasEvent): void;
  /** nothing more will come */
  end(): void;
}

export class EventFeed {
  /** of the store that is told of; whoever else asks which graph it holds asks this one */
  readonly probe: StoreProbe;
  readonly #history = new ChangeHistory();
  readonly #listeners = new Set<FeedListener>();
  readonly #newest = new Map<EventName, AtlasEvent>();
  #timer: NodeJS.Timeout | undefined;
  #looking = false;
  #lookAgain = false;
  #toldProgress = 0;
  #closed = false;

  constructor(store: GraphStore) {
    this.probe = new StoreProbe(store);
  }

  /** What changed from one graph to another, null where that is not known. */
  changedBetween(from: string | null, to: string | null): string[] | null {
    return this.#history.between(from, to);
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }

  /** Whether an import of this process is under way. */
  get isImporting(): boolean {
    return this.#newest.has('import');
  }

  /** Hears the newest event of each kind, then all that come. @returns what ends it */
  listen(listener: FeedListener): () => void {
    if (this.#closed) {
      listener.end();
      return () => undefined;
    }
    this.#listeners.add(listener);
    for (const event of this.#newest.values()) listener.hear(event);
    if (this.#listeners.size === 1) void this.#look();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearTimeout(this.#timer);
      // What is not looked at any more is not known any more.
      this.#newest.delete('graph-changed');
      this.#newest.delete('store-reachable');
    };
  }

  /** Tells how far an import of this process is; often called, seldom told. */
  readonly onProgress: OnProgress = (phase, done, total) => {
    const before = this.#newest.get('import');
    const samePhase = before?.name === 'import' && before.data.phase === phase;
    if (samePhase && performance.now() - this.#toldProgress < PROGRESS_EVERY_MS) return;
    this.#toldProgress = performance.now();
    this.#publish({ name: 'import', data: { phase, done, total } });
  };

  /** Tells that the import is over, however it went, and looks at once what came of it. */
  importEnded(change: KnownChange | null = null): void {
    if (change !== null) this.#history.add(change);
    if (!this.#newest.has('import')) return;
    this.#publish({ name: 'import', data: { phase: null, done: 0, total: 0 } });
    this.#newest.delete('import');
    void this.#look();
  }

  /** Ends everyone's listening, now and later. */
  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners) listener.end();
  }

  #publish(event: AtlasEvent): void {
    this.#newest.set(event.name, event);
    for (const listener of this.#listeners) listener.hear(event);
  }

  /** Asks the store, tells what is new, and looks again a while later. */
  async #look(): Promise<void> {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = true;
    clearTimeout(this.#timer);
    do {
      this.#lookAgain = false;
      await this.#ask();
    } while (this.#lookAgain);
    this.#looking = false;
    if (this.#listeners.size === 0 || this.#closed) return;
    this.#timer = setTimeout(() => void this.#look(), LOOK_EVERY_MS).unref();
  }

  async #ask(): Promise<void> {
    let fingerprint: string | null = null;
    let reachable = true;
    try {
      fingerprint = (await this.probe.version())?.fingerprint ?? null;
    } catch {
      // Every error means the same to a listener: what it shows cannot be renewed for now.
      reachable = false;
    }
    if (this.#listeners.size === 0) return;
    const store = this.#newest.get('store-reachable');
    if (store?.name !== 'store-reachable' || store.data.reachable !== reachable) {
      this.#publish({ name: 'store-reachable', data: { reachable } });
    }
    // What an import of this process changed is told when it has said what that is.
    if (this.isImporting) return;
    const graph = this.#newest.get('graph-changed');
    if (reachable && (graph?.name !== 'graph-changed' || graph.data.fingerprint !== fingerprint)) {
      this.#publish({ name: 'graph-changed', data: { fingerprint, changed: null } });
    }
  }
}
