/** `GET /api/openapi.json` and `GET /api/docs`: the API's description, as data and to be read. */
import { z } from 'zod';
import { openApi } from '../api/open-api.ts';
import { referencePage } from '../api/reference-page.ts';
import { type ApiRoute, jsonRoute, route, sendTagged } from '../api/route.ts';

/** @param routes all there are, asked for when the description is first wanted */
export function descriptionRoutes(routes: () => readonly ApiRoute[], version: string): ApiRoute[] {
  let made: ReturnType<typeof openApi> | undefined;
  const description = (): ReturnType<typeof openApi> => (made ??= openApi(routes(), version));
  return [
    jsonRoute({
      path: '/api/openapi.json',
      summary: 'This description, in OpenAPI 3.1.',
      answer: z.looseObject({ openapi: z.string() }),
      tagged: true,
      handle: () => ({ ...description() }),
    }),
    route({
      path: '/api/docs',
      summary: 'This description, to be read.',
      answers: { 'text/html': null },
      tagged: true,
      answer: (_asked, response) => sendTagged(response.type('html'), referencePage(description())),
    }),
  ];
}
