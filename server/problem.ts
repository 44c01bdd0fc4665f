/**
 * Errors as RFC 9457 problems: the one place where an error code becomes an HTTP status.
 * Invariant: an error that is none of ours answers 500 `internal` and tells nothing of itself.
 */
import type { ErrorRequestHandler, Response } from 'express';
import type { PageSummary, Problem } from '../graph/api.ts';
import { AtlasError, type ErrorCode } from '../graph/errors.ts';
import type { GraphStore } from '../store/graph-store.ts';

const NEAR_PAGES = 5;
/** When to try again what the store's absence, or others' asking, kept from being answered. */
const RETRY_AFTER_SECONDS = 5;
const TRY_AGAIN = new Set(['store-unavailable', 'too-many-requests']);

const MEANING: Record<ErrorCode, { status: number; title: string }> = {
  'invalid-request': { status: 400, title: 'The request is not valid' },
  'page-not-found': { status: 404, title: 'There is no such page' },
  'route-not-found': { status: 404, title: 'There is nothing at this address' },
  'method-not-allowed': { status: 405, title: 'The method is not allowed' },
  'head-too-large': { status: 431, title: 'The address or the headers are too long' },
  unauthorized: { status: 401, title: 'The token is missing or wrong' },
  'too-many-requests': { status: 429, title: 'These were too many requests' },
  'store-unavailable': { status: 503, title: 'The graph cannot be read at the moment' },
  'store-incompatible': { status: 503, title: 'The graph was written by another version' },
  usage: { status: 500, title: 'The server was started wrongly' },
  'folder-not-found': { status: 500, title: 'The wiki folder is missing' },
  'folder-without-pages': { status: 500, title: 'The wiki folder has no pages' },
  'config-invalid': { status: 500, title: 'The wiki folder’s configuration is not valid' },
  'port-in-use': { status: 500, title: 'The port is taken' },
  'address-unavailable': { status: 500, title: 'The address is not available' },
};

/** The status that an error of this code is answered with. */
export function statusOf(code: ErrorCode): number {
  return MEANING[code].status;
}

/** An unknown page together with the pages it may have been meant for. */
class UnknownPage extends AtlasError {
  readonly pages: PageSummary[];

  constructor(message: string, field: string, pages: PageSummary[]) {
    super('page-not-found', message, { field, near: pages.map((page) => page.id) });
    this.pages = pages;
  }
}

/** The error for an id that no page has, or that has no text; `field` is the parameter it came in. */
export async function unknownPage(store: GraphStore, id: string, field: string): Promise<AtlasError> {
  const shown = id.length > 200 ? `${id.slice(0, 200)}…` : id;
  const known = await store.page(id);
  if (known) {
    return new UnknownPage(`“${shown}” is wanted: links name it, and no file answers to it.`, field, [
      {
        id: known.id,
        kind: known.kind,
        title: known.title,
        folder: known.folder,
        inDegree: known.inDegree,
        outDegree: known.outDegree,
      },
    ]);
  }
  const { nodes } = await store.named(id, NEAR_PAGES);
  return new UnknownPage(`No page has the id “${shown}”.`, field, nodes);
}

/**
 * What `ask` answers; where the store says that an id is unknown, the reader is told which, in which
 * parameter, and what is close to it.
 */
export async function namingUnknown<Answer>(
  store: GraphStore,
  asked: Record<string, readonly string[]>,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof AtlasError) || error.code !== 'page-not-found') throw error;
    for (const [field, ids] of Object.entries(asked)) {
      for (const id of ids) {
        if ((await store.page(id)) === null) throw await unknownPage(store, id, field);
      }
    }
    throw error;
  }
}

/** Any error as a problem. */
export function problemOf(error: unknown): Problem {
  if (error instanceof AtlasError) {
    const { status, title } = MEANING[error.code];
    return {
      type: `urn:wiki-atlas:problem:${error.code}`,
      title,
      status,
      detail: error.message,
      code: error.code,
      ...(error.details.field === undefined ? {} : { field: error.details.field }),
      ...(error instanceof UnknownPage ? { near: error.pages } : {}),
    };
  }
  return {
    type: 'urn:wiki-atlas:problem:internal',
    title: 'Something went wrong',
    status: 500,
    detail: 'The server could not answer this request. Its own output may say more.',
    code: 'internal',
  };
}

function sendProblem(response: Response, problem: Problem): void {
  response.status(problem.status).set('Cache-Control', 'no-cache').type('application/problem+json');
  if (TRY_AGAIN.has(problem.code) && !response.get('Retry-After')) {
    response.set('Retry-After', String(RETRY_AFTER_SECONDS));
  }
  response.send(JSON.stringify(problem));
}

/** The last handler: every error thrown in a route ends here. `onError` hears of those that are bugs. */
export function answerProblems(onError: (error: unknown, requestId: string) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const problem = problemOf(refusal(error) ?? error);
    // What was not answered because nobody waits any more is no fault.
    const isForNobody = response.destroyed && error instanceof AtlasError;
    if (problem.status >= 500 && !isForNobody) onError(error, response.get('X-Request-Id') ?? '');
    if (response.headersSent) response.destroy();
    else sendProblem(response, problem);
  };
}

/** What of a form, by the parser's own words, and what is said of it. */
const BODIES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  'entity.too.large': 'The form is longer than one that signs in.',
  'parameters.too.many': 'The form has more fields than one that signs in.',
  'charset.unsupported': 'The form must be written in UTF-8.',
  'encoding.unsupported': 'The form is compressed in a way that is not known here.',
  'entity.parse.failed': 'The form cannot be read.',
  'request.size.invalid': 'The form is not as long as its headers say.',
});

/** What Express itself refuses: forms that cannot be taken, `%` signs in a path that decode to nothing, ranges and conditions a file cannot meet. */
function refusal(error: unknown): AtlasError | null {
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return null;
  if (error.status < 400 || error.status >= 500) return null;
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  const ofBody = BODIES[type];
  if (ofBody !== undefined)
    return new AtlasError('invalid-request', ofBody, { field: 'body' }, { cause: error });
  const [field, message] =
    error instanceof URIError
      ? ['path', 'The address holds a malformed percent-encoding.']
      : ['headers', 'The headers ask for what cannot be given.'];
  return new AtlasError('invalid-request', message, { field }, { cause: error });
}
