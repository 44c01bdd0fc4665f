/**
 * What every API route is made of: schemas for path and query in, a handler, JSON out.
 * Invariant: a handler sees only what its schemas let through.
 */
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { MAX_ID_LENGTH } from '../graph/api.ts';
import { AtlasError } from '../graph/errors.ts';

export const emptySchema = z.strictObject({});
export const pagePathSchema = z.strictObject({ id: z.string().min(1).max(MAX_ID_LENGTH) });

interface Schemas<Path, Query> {
  path: z.ZodType<Path>;
  query: z.ZodType<Query>;
}

/**
 * A route that answers with what `handler` makes of the validated path and query.
 * @throws AtlasError invalid-request, in the route, naming the first field at fault
 */
export function answerJson<Path, Query, Answer extends object>(
  schemas: Schemas<Path, Query>,
  handler: (request: { path: Path; query: Query }) => Answer | Promise<Answer>,
): RequestHandler {
  return async (request, response) => {
    const path = validated(schemas.path, request.params);
    const query = validated(schemas.query, request.query);
    const answer = await handler({ path, query });
    response.set('Cache-Control', 'no-cache').json(answer);
  };
}

/** @throws AtlasError invalid-request, naming the first field at fault */
export function validated<T>(schema: z.ZodType<T>, input: object): T {
  // A schema leaves out the key `__proto__` without a word, so it is refused here.
  if (Object.hasOwn(input, '__proto__')) throw unknownParameter('__proto__');
  const result = schema.safeParse({ ...input });
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  if (issue?.code === 'unrecognized_keys') throw unknownParameter(issue.keys[0] ?? '');
  const field = String(issue?.path[0] ?? '');
  throw new AtlasError('invalid-request', `${field}: ${issue?.message ?? 'not valid'}`, { field });
}

function unknownParameter(name: string): AtlasError {
  return new AtlasError('invalid-request', `${name.slice(0, 100)}: there is no such parameter`, {
    field: name.slice(0, 100),
  });
}
