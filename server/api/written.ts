/**
 * Answers of the store that go out as the store wrote them.
 * Invariant: they say what the query's own answer says; a store that writes none is asked for that.
 * Not for routes with a tag made of the answer: it would be another one for each way to compress it.
 */
import type { Response } from 'express';
import type { GraphStore, JsonAnswer, QueryName, StoreQueries } from '../../store/graph-store.ts';

/** An answer that is written already. */
export class Written<Answer> {
  readonly json: JsonAnswer;
  /** what it says, for the compiler alone */
  declare readonly answer: Answer;

  constructor(json: JsonAnswer) {
    this.json = json;
  }
}

type AnswerOf<Name extends QueryName> = Awaited<ReturnType<StoreQueries[Name]>>;

/** Asks a store for what goes out as it is, written by the store where it does so. */
export type AskWritten = <Name extends QueryName>(
  store: GraphStore,
  name: Name,
  ...args: Parameters<StoreQueries[Name]>
) => Promise<AnswerOf<Name> | Written<AnswerOf<Name>>>;

/** Asks for the answer to a request. */
export function askWritten(response: Response): AskWritten {
  const { req: request } = response;
  return async (store, name, ...args) => {
    if (store.json) {
      const brotli = request.method !== 'HEAD' && request.acceptsEncodings('br') !== false;
      const isWanted = (): boolean => !response.destroyed;
      return new Written(await store.json({ name, args, brotli, isWanted }));
    }
    const query = store[name] as (...args: unknown[]) => Promise<never>;
    return query(...args);
  };
}
