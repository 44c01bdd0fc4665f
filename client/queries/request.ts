/** One typed GET over the HTTP API. Invariant: it answers with the body, or throws an ApiProblem. */
import { loadedGraphs } from './loaded-graphs.ts';
import { ApiProblem, problemOf } from './problem.ts';

export type Query = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** The path of a request; parameters that are null are left out, those of several values repeated. */
export function requestPath(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = typeof value === 'object' ? (value ?? []) : [String(value)];
    for (const one of values) params.append(name, one);
  }
  return params.size === 0 ? path : `${path}?${params.toString()}`;
}

/** The path of a page's resource: `/api/pages/a%2Fb/links`. */
export function pagePath(
  id: string,
  resource: '' | '/content' | '/links' | '/mentions' | '/related' = '',
): string {
  return `/api/pages/${encodeURIComponent(id)}${resource}`;
}

/** @throws ApiProblem for every answer that is no success, and where none comes */
export async function getJson<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(requestPath(path, query), { signal, headers: { accept: 'application/json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new ApiProblem(0, 'unreachable', 'The server does not answer.');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problemOf(response.status, body);
  if (body === null)
    throw new ApiProblem(502, 'unknown', 'The server answered with something else than JSON.');
  loadedGraphs.note(response.headers.get('graph-fingerprint'));
  return body as T;
}
