/**
 * Keeps the maps that were asked for last. Everyone who opens a wiki asks for the same overview,
 * which takes a large wiki's store half a second, and it stays as it is while the graph does.
 * Invariant: what is kept for a version of the stored graph was made of that version, and of no other.
 */
import type { MapColumns, MapQuery } from '../graph/api.ts';
import type { GraphStore, JsonAnswer, JsonQuestion } from '../store/graph-store.ts';

const MOST_KEPT = 8;
/** A larger map is an export, and not what people open; one of these takes some megabytes. */
const MOST_NODES = 10_000;

/** The same store, which answers maps that it answered of the same graph at once. */
export function keepingMaps(store: GraphStore): GraphStore {
  const values = new KeptAnswers<MapColumns>(store);
  const written = new KeptAnswers<JsonAnswer>(store);
  const { json } = store;
  return new Proxy(store, {
    get(target, name) {
      if (name === 'map') {
        return (query: MapQuery) =>
          isKept(query) ? values.answer(query, () => target.map(query)) : target.map(query);
      }
      if (name === 'json' && json) {
        return (asked: JsonQuestion) => {
          if (asked.name !== 'map') return json.call(target, asked);
          const [query] = asked.args as [MapQuery];
          if (!isKept(query)) return json.call(target, asked);
          // others may wait for it when the first who asked is gone
          const wanted: JsonQuestion = { ...asked, isWanted: () => true };
          return written.answer([query, asked.brotli], () => json.call(target, wanted));
        };
      }
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** A part of the map is seldom asked for twice. */
function isKept({ bbox, limit }: MapQuery): boolean {
  return bbox === undefined && limit <= MOST_NODES;
}

/** Those asked for last, by what was asked; all of one graph. */
class KeptAnswers<Answer> {
  readonly #store: Pick<GraphStore, 'version'>;
  readonly #kept = new Map<string, Promise<Answer>>();
  #version = '';

  constructor(store: Pick<GraphStore, 'version'>) {
    this.#store = store;
  }

  async answer(question: unknown, make: () => Promise<Answer>): Promise<Answer> {
    const version = JSON.stringify(await this.#store.version());
    if (version !== this.#version) {
      this.#kept.clear();
      this.#version = version;
    }
    const key = JSON.stringify(question);
    const kept = this.#kept.get(key);
    if (kept) {
      this.#keep(key, kept);
      return kept;
    }
    const made = make();
    this.#keep(key, made);
    const isSure = await made.then(
      async () => JSON.stringify(await this.#store.version()) === version,
      () => false,
    );
    // a graph that came meanwhile may be what it was made of
    if (!isSure && this.#kept.get(key) === made) this.#kept.delete(key);
    return made;
  }

  /** As the one asked for last. */
  #keep(key: string, answer: Promise<Answer>): void {
    this.#kept.delete(key);
    this.#kept.set(key, answer);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }
}
