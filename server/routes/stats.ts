/** `GET /api/stats`: counts of the whole wiki, and the values to colour and filter by. */
import { statsSchema } from '../../graph/api.ts';
import type { GraphStore } from '../../store/graph-store.ts';
import { type ApiRoute, jsonRoute } from '../api/route.ts';

export function statsRoutes(store: GraphStore): ApiRoute[] {
  return [
    jsonRoute({
      path: '/api/stats',
      summary: 'Counts of the whole wiki, the values to colour and filter by, when it was imported.',
      answer: statsSchema,
      tagged: true,
      handle: () => store.stats(),
    }),
  ];
}
