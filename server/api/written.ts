/**
 * Answers of the store that are sent as the store wrote them.
 * Invariant: they say what the query's own answer says; a store that writes none is asked for that.
 */
import type { GraphStore, QueryName, StoreQueries } from '../../store/graph-store.ts';

/** An answer as JSON in UTF-8. */
export class Written<Answer> {
  readonly json: Uint8Array;
  /** what it says, for the compiler alone */
  declare readonly answer: Answer;

  constructor(json: Uint8Array) {
    this.json = json;
  }
}

type AnswerOf<Name extends QueryName> = Awaited<ReturnType<StoreQueries[Name]>>;

/** What a query answers, written by the store where it does so; for answers that go out as they are. */
export async function written<Name extends QueryName>(
  store: GraphStore,
  name: Name,
  ...args: Parameters<StoreQueries[Name]>
): Promise<AnswerOf<Name> | Written<AnswerOf<Name>>> {
  if (store.json) return new Written(await store.json(name, ...args));
  const query = store[name] as (...args: Parameters<StoreQueries[Name]>) => Promise<AnswerOf<Name>>;
  return query(...args);
}
