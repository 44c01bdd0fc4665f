/** `GET /api/pages/:id`, its `/content`, `/links`, `/mentions` and `/related`. The id is percent-encoded: `/` is `%2F`. */
import {
  linkListSchema,
  linksQuerySchema,
  pageContentSchema,
  pageDetailSchema,
  relatedListSchema,
  relatedQuerySchema,
  unlinkedListSchema,
  unlinkedQuerySchema,
} from '../../graph/api.ts';
import type { PageDetail } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute, pagePathSchema } from '../api/route.ts';
import { renderPage } from '../content/render-page.ts';
import { unknownPage } from '../problem.ts';

export function pageRoutes(store: GraphStore): ApiRoute[] {
  const detail = async (id: string): Promise<PageDetail> => {
    const page = await store.page(id);
    if (!page) throw await unknownPage(store, id, 'id');
    return page;
  };
  const common = { params: pagePathSchema, errors: ['page-not-found'], ofGraph: true } as const;
  return [
    jsonRoute({
      ...common,
      path: '/api/pages/:id',
      summary: 'A page or a wanted page: names, facets, headings, counts, video, place on the map.',
      answer: pageDetailSchema,
      handle: ({ path }) => detail(path.id),
    }),
    jsonRoute({
      ...common,
      path: '/api/pages/:id/content',
      summary: 'The page as sanitised HTML, its links leading into the app and its time marks to the video.',
      answer: pageContentSchema,
      async handle({ path }) {
        const source = await store.source(path.id);
        if (!source) throw await unknownPage(store, path.id, 'id');
        return { id: source.id, html: renderPage(source) };
      },
    }),
    jsonRoute({
      ...common,
      path: '/api/pages/:id/links',
      summary: 'Links to the page or from it, each with its mentions; the most important other page first.',
      query: linksQuerySchema,
      answer: linkListSchema,
      async handle({ path, query, written }) {
        await detail(path.id);
        return written(store, 'links', path.id, query);
      },
    }),
    jsonRoute({
      ...common,
      path: '/api/pages/:id/mentions',
      summary: 'Pages whose text names the page, by title, alias or file name, and that do not link to it.',
      query: unlinkedQuerySchema,
      answer: unlinkedListSchema,
      async handle({ path, query, written }) {
        await detail(path.id);
        return written(store, 'mentions', path.id, query);
      },
    }),
    jsonRoute({
      ...common,
      path: '/api/pages/:id/related',
      summary:
        'Pages alike by shared neighbours and words, and linked with it neither way; each with its reasons.',
      query: relatedQuerySchema,
      answer: relatedListSchema,
      async handle({ path, query, written }) {
        await detail(path.id);
        return written(store, 'related', path.id, query);
      },
    }),
  ];
}
