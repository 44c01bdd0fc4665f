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
  MapColumns,
  PageContent,
  PageDetail,
  ReportKind,
  ReportList,
  SearchItem,
  SearchList,
  Stats,
  Subgraph,
} from '../../graph/api.ts';
import { asProblem } from './problem.ts';
import { getJson, pagePath, type Query } from './request.ts';

const LIST_LIMIT = 50;
const SUBGRAPH_LIMIT = 300;
const SEARCH_LIMIT = 20;
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

export function useMap(
  query: { structural: boolean; wanted: boolean },
  enabled: boolean,
): UseQueryResult<MapColumns> {
  return useQuery({
    queryKey: ['map', query],
    queryFn: ({ signal }) => getJson<MapColumns>('/api/map', query, signal),
    placeholderData: keepPreviousData,
    enabled,
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

export function usePage(id: string): UseQueryResult<PageDetail> {
  return useQuery({
    queryKey: ['page', id],
    queryFn: ({ signal }) => getJson<PageDetail>(pagePath(id), {}, signal),
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
      getJson<T>(path, { ...query, limit: LIST_LIMIT, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
}
