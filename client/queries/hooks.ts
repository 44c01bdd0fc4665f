/**
 * The queries behind every part of the screen, as hooks. Answers are kept while they are in use,
 * and what was on the screen stays until the new answer is there.
 */
import {
  QueryClient,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';

import type {
  Direction,
  LinkList,
  PageContent,
  PageDetail,
  PathList,
  PathsQuery,
  RelatedList,
  ReportKind,
  ReportList,
  SearchItem,
  SearchList,
  Stats,
  Subgraph,
  UnlinkedList,
} from '../../graph/api.ts';
import { asProblem } from './problem.ts';
import { getJson, pagePath, type Query } from './request.ts';

const LIST_LIMIT = 50;
const SUBGRAPH_LIMIT = 300;
const SEARCH_LIMIT = 20;
const MENTIONS_LIMIT = 20;
const RELATED_LIMIT = 30;
/** Longer paths than this say little, and what two pages share at that distance is chance. */
export const MOST_PATH_STEPS = 6;
const MOST_PATHS = 3;
const RETRY_EVERY_MS = 5000;

/** A client that asks again by itself while the server is away, and not for what is not there. */
export function atlasQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => asProblem(error).passing && failures < 1,
        retryDelay: 600,
        refetchInterval: ({ state }) =>
          state.status === 'error' && asProblem(state.error).passing ? RETRY_EVERY_MS : false,
      },
    },
  });
}

export function useStats(): UseQueryResult<Stats> {
  return useQuery({
    queryKey: ['stats'],
    queryFn: ({ signal }) => getJson<Stats>('/api/stats', {}, signal),
  });
}

export interface Neighbourhood {
  seed: string;
  depth: number;
  direction: Direction;
  structural: boolean;
  wanted: boolean;
}

export function useSubgraph(query: Neighbourhood | null): UseQueryResult<Subgraph> {
  return useQuery({
    queryKey: ['subgraph', query],
    queryFn: ({ signal }) => getJson<Subgraph>('/api/subgraph', { ...query, limit: SUBGRAPH_LIMIT }, signal),
    placeholderData: keepPreviousData,
    enabled: query !== null,
  });
}

export type PathAsked = Pick<PathsQuery, 'from' | 'to' | 'direction' | 'structural'>;

export function usePathList(query: PathAsked | null): UseQueryResult<PathList> {
  return useQuery({
    queryKey: ['paths', query],
    queryFn: ({ signal }) =>
      getJson<PathList>('/api/paths', { ...query, max: MOST_PATH_STEPS, k: MOST_PATHS }, signal),
    enabled: query !== null,
  });
}

/** Some nodes, and the links between them. */
export function useNodes(ids: readonly string[] | null, structural: boolean): UseQueryResult<Subgraph> {
  return useQuery({
    queryKey: ['nodes', ids, structural],
    queryFn: ({ signal }) =>
      getJson<Subgraph>('/api/subgraph', { seed: ids, depth: 0, structural, limit: SUBGRAPH_LIMIT }, signal),
    enabled: ids !== null,
  });
}

/** @param id null asks for none */
export function usePage(id: string | null): UseQueryResult<PageDetail> {
  return useQuery({
    queryKey: ['page', id],
    queryFn: ({ signal }) => getJson<PageDetail>(pagePath(id ?? ''), {}, signal),
    enabled: id !== null,
  });
}

export function useContent(id: string): UseQueryResult<PageContent> {
  return useQuery({
    queryKey: ['content', id],
    queryFn: ({ signal }) => getJson<PageContent>(pagePath(id, '/content'), {}, signal),
  });
}

const searchFor = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => getJson<SearchList>('/api/search', { q, limit: SEARCH_LIMIT }, signal),
  });

export function useSearch(q: string): UseQueryResult<SearchList> {
  return useQuery({ ...searchFor(q), placeholderData: keepPreviousData, enabled: q !== '' });
}

/** The first result of a search, once it is there; null where there is none. */
export function useFirstResult(): (q: string) => Promise<SearchItem | null> {
  const client = useQueryClient();
  return async (q) => (await client.fetchQuery(searchFor(q))).items[0] ?? null;
}

export type Paged<T> = UseInfiniteQueryResult<InfiniteData<T>>;

export function useLinks(id: string, direction: 'in' | 'out', structural: boolean): Paged<LinkList> {
  return usePaged<LinkList>(['links', id, direction, structural], pagePath(id, '/links'), {
    direction,
    structural,
  });
}

/** Pages that name a page and do not link to it. */
export function useMentions(id: string, enabled = true): Paged<UnlinkedList> {
  return usePaged<UnlinkedList>(
    ['mentions', id],
    pagePath(id, '/mentions'),
    { limit: MENTIONS_LIMIT },
    enabled,
  );
}

export function useRelated(id: string): UseQueryResult<RelatedList> {
  return useQuery({
    queryKey: ['related', id],
    queryFn: ({ signal }) => getJson<RelatedList>(pagePath(id, '/related'), { limit: RELATED_LIMIT }, signal),
  });
}

export function useReport(kind: ReportKind, structural: boolean, enabled = true): Paged<ReportList> {
  return usePaged<ReportList>(['report', kind, structural], `/api/reports/${kind}`, { structural }, enabled);
}

function usePaged<T extends { next: string | null }>(
  queryKey: readonly unknown[],
  path: string,
  query: Query,
  enabled = true,
): Paged<T> {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ signal, pageParam }) =>
      getJson<T>(path, { limit: LIST_LIMIT, ...query, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
}
