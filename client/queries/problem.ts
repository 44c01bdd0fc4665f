/**
 * What can go wrong with a request: the server's problem+json, or no answer at all.
 * Invariant: every failed request is an ApiProblem.
 */
import type { PageSummary, Problem } from '../../graph/api.ts';

export class ApiProblem extends Error {
  /** HTTP status, 0 where no answer came */
  readonly status: number;
  /** the server's stable code, or `unreachable` */
  readonly code: string;
  /** pages close to the one that was asked for */
  readonly near: readonly PageSummary[];

  constructor(status: number, code: string, detail: string, near: readonly PageSummary[] = []) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.near = near;
  }

  /** Trying the same again may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Who does not answer: the server, or the store behind it. */
export type Away = 'server' | 'store';

/** Whose absence an error comes of, null where of none's. That is said once, for the whole screen (useAway). */
export function awayOf(error: unknown): Away | null {
  if (!(error instanceof ApiProblem)) return null;
  if (error.status === 0) return 'server';
  return error.code === 'store-unavailable' ? 'store' : null;
}

/** Any error as an ApiProblem. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(0, 'unreachable', error instanceof Error ? error.message : String(error));
}

/** The problem that a failed answer's body tells; the status alone where the body is none. */
export function problemOf(status: number, body: unknown): ApiProblem {
  const told: Partial<Problem> = typeof body === 'object' && body !== null ? body : {};
  return new ApiProblem(
    status,
    typeof told.code === 'string' ? told.code : 'unknown',
    typeof told.detail === 'string' ? told.detail : `The server answered ${status}.`,
    Array.isArray(told.near) ? told.near : [],
  );
}
