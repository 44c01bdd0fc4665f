/**
 * A store on a server that may not be there yet: it is opened when it is first asked something, and
 * asked for again a while after that failed.
 * Invariant: whoever asks while it cannot be opened hears why at once; nobody waits for a later try.
 */
import type { GraphStore } from '../store/graph-store.ts';

/** A server that refuses a password shuts its user out for a while if it is asked too often. */
const TRY_AGAIN_MS = 5000;

/** @param open what opens the store; called again after it failed */
export function patientStore(open: () => Promise<GraphStore>): GraphStore {
  let opening: Promise<GraphStore> | null = null;
  const opened = (): Promise<GraphStore> => {
    opening ??= open().catch((error: unknown) => {
      setTimeout(() => {
        opening = null;
      }, TRY_AGAIN_MS).unref();
      throw error;
    });
    return opening;
  };
  return {
    write: async (...args) => (await opened()).write(...args),
    apply: async (...args) => (await opened()).apply(...args),
    analysis: async () => (await opened()).analysis(),
    files: async () => (await opened()).files(),
    contents: async () => (await opened()).contents(),
    version: async () => (await opened()).version(),
    stats: async () => (await opened()).stats(),
    map: async (...args) => (await opened()).map(...args),
    subgraph: async (...args) => (await opened()).subgraph(...args),
    paths: async (...args) => (await opened()).paths(...args),
    page: async (...args) => (await opened()).page(...args),
    source: async (...args) => (await opened()).source(...args),
    links: async (...args) => (await opened()).links(...args),
    mentions: async (...args) => (await opened()).mentions(...args),
    related: async (...args) => (await opened()).related(...args),
    search: async (...args) => (await opened()).search(...args),
    named: async (...args) => (await opened()).named(...args),
    report: async (...args) => (await opened()).report(...args),
    async *exportParts(...args) {
      yield* (await opened()).exportParts(...args);
    },
    close: async () => {
      const store = await opening?.catch(() => null);
      await store?.close();
    },
  };
}
