/** `GET /api/pages/:id`, its `/content`, `/links`, `/mentions` and `/related`. The id is percent-encoded: `/` is `%2F`. */
import { Router } from 'express';
import {
  linksQuerySchema,
  pageQuerySchema,
  relatedQuerySchema,
  unlinkedQuerySchema,
} from '../../graph/api.ts';
import type { PageContent, PageDetail } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { answerJson, pagePathSchema } from '../answer-json.ts';
import { renderPage } from '../content/render-page.ts';
import { unknownPage } from '../problem.ts';

export function pageRoutes(store: GraphStore): Router {
  const detail = async (id: string): Promise<PageDetail> => {
    const page = await store.page(id);
    if (!page) throw await unknownPage(store, id, 'id');
    return page;
  };
  const content = async (id: string): Promise<PageContent> => {
    const source = await store.source(id);
    if (!source) throw await unknownPage(store, id, 'id');
    return { id: source.id, html: renderPage(source) };
  };
  const onlyPage = { path: pagePathSchema, query: pageQuerySchema };
  return Router()
    .get(
      '/pages/:id',
      answerJson(onlyPage, ({ path }) => detail(path.id)),
    )
    .get(
      '/pages/:id/content',
      answerJson(onlyPage, ({ path }) => content(path.id)),
    )
    .get(
      '/pages/:id/links',
      answerJson({ path: pagePathSchema, query: linksQuerySchema }, async ({ path, query }) => {
        await detail(path.id);
        return store.links(path.id, query);
      }),
    )
    .get(
      '/pages/:id/mentions',
      answerJson({ path: pagePathSchema, query: unlinkedQuerySchema }, async ({ path, query }) => {
        await detail(path.id);
        return store.mentions(path.id, query);
      }),
    )
    .get(
      '/pages/:id/related',
      answerJson({ path: pagePathSchema, query: relatedQuerySchema }, async ({ path, query }) => {
        await detail(path.id);
        return store.related(path.id, query);
      }),
    );
}
