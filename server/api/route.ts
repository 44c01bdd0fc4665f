/**
 * What every route is made of: one entry that both answers requests and is described in OpenAPI.
 * Invariant: a handler sees only what the entry's schemas let through, and the description is made
 * of the same schemas, so the two cannot part.
 */
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { MAX_ID_LENGTH } from '../../graph/api.ts';
import { AtlasError, type ErrorCode } from '../../graph/errors.ts';
import type { JsonAnswer } from '../../store/graph-store.ts';
import { askWritten, type AskWritten, Written } from './written.ts';

export const emptySchema = z.strictObject({});
export const pagePathSchema = z.strictObject({
  id: z.string().min(1).max(MAX_ID_LENGTH).describe('the page’s id, percent-encoded: `/` is `%2F`'),
});

/** Writes the answer to a request that was found valid. */
export type Answering = (response: Response) => void | Promise<void>;

export interface ApiRoute {
  /** as Express writes it: `/api/pages/:id` */
  path: string;
  /** one line: what it answers */
  summary: string;
  params: z.ZodObject;
  query: z.ZodObject;
  /** the answer by its media type; null where no schema describes it */
  answers: Readonly<Record<string, z.ZodType | null>>;
  /** what it may say beside the errors that every route has */
  errors: readonly ErrorCode[];
  /** the answer is made of the stored graph alone: while that stays, so does the answer */
  ofGraph: boolean;
  /** the answer has a tag of its own, made of what it says */
  tagged: boolean;
  /** the answer says in `Graph-Fingerprint` which graph it was made of */
  namesGraph: boolean;
  /** JSON pointer to the id of a page in the answer, for those who go on from there */
  pageAt: string | null;
  /** @throws AtlasError invalid-request, naming the first field at fault */
  take(request: Request): Answering;
}

interface RouteParts<Params extends z.ZodObject, Query extends z.ZodObject> {
  path: string;
  summary: string;
  params?: Params;
  query?: Query;
  errors?: readonly ErrorCode[];
  ofGraph?: boolean;
  tagged?: boolean;
  namesGraph?: boolean;
  pageAt?: string;
}

interface Asked<Params extends z.ZodObject, Query extends z.ZodObject> {
  path: z.output<Params>;
  query: z.output<Query>;
}

type Handled<Answer> = Answer | Written<Answer>;

type Empty = typeof emptySchema;

/** A route that answers JSON, which `handle` makes of the validated path and query. */
export function jsonRoute<
  Answer extends z.ZodType<object>,
  Params extends z.ZodObject = Empty,
  Query extends z.ZodObject = Empty,
>(
  parts: RouteParts<Params, Query> & {
    answer: Answer;
    handle: (
      asked: Asked<Params, Query> & { written: AskWritten },
    ) => Handled<z.output<Answer>> | Promise<Handled<z.output<Answer>>>;
  },
): ApiRoute {
  return route({
    ...parts,
    answers: { 'application/json': parts.answer },
    answer: async (asked, response) => {
      const answer = await parts.handle({ ...asked, written: askWritten(response) });
      response.type('json');
      if (answer instanceof Written) sendWritten(response, answer.json);
      else if (parts.tagged) sendTagged(response, JSON.stringify(answer));
      else response.send(JSON.stringify(answer));
    },
  });
}

function sendWritten(response: Response, { bytes, encoding }: JsonAnswer): void {
  if (encoding !== 'identity') response.set('Content-Encoding', encoding);
  response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

/** Sends a text with a tag made of it; Express answers 304 to who holds the same. */
export function sendTagged(response: Response, body: string): void {
  response
    .set('ETag', `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`)
    .send(body);
}

/** A route that answers in whatever way; `answers` says in which. */
export function route<Params extends z.ZodObject = Empty, Query extends z.ZodObject = Empty>(
  parts: RouteParts<Params, Query> & {
    answers: ApiRoute['answers'];
    answer: (asked: Asked<Params, Query>, response: Response) => void | Promise<void>;
  },
): ApiRoute {
  const params: z.ZodObject = parts.params ?? emptySchema;
  const query: z.ZodObject = parts.query ?? emptySchema;
  return {
    path: parts.path,
    summary: parts.summary,
    params,
    query,
    answers: parts.answers,
    errors: parts.errors ?? [],
    ofGraph: parts.ofGraph ?? false,
    tagged: parts.tagged ?? false,
    namesGraph: parts.namesGraph ?? parts.ofGraph ?? false,
    pageAt: parts.pageAt ?? null,
    take(request) {
      const asked = { path: validated(params, request.params), query: validated(query, request.query) };
      return (response) => parts.answer(asked as Asked<Params, Query>, response);
    },
  };
}

/** @throws AtlasError invalid-request, naming the first field at fault */
function validated<T>(schema: z.ZodType<T>, input: object): T {
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
