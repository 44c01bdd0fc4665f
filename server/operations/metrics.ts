/**
 * What Prometheus reads at `/metrics`. Invariant: labels come from closed lists, whatever clients send.
 */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GraphStore, JsonQuestion } from '../../store/graph-store.ts';
import { type ApiRoute, route } from '../api/route.ts';

const SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'OPTIONS', 'POST']);

export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'wiki_atlas_requests_total',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [this.registry],
  });
  readonly #latency = new Histogram({
    name: 'wiki_atlas_request_seconds',
    help: 'Time from a request to the end of its answer, event streams left out',
    labelNames: ['route'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #store = new Histogram({
    name: 'wiki_atlas_store_seconds',
    help: 'Time the store takes by what it is asked',
    labelNames: ['operation', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #imports = new Counter({
    name: 'wiki_atlas_imports_total',
    help: 'Imports of this process by what came of them: changed, unchanged or failed',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  readonly #importPages = new Counter({
    name: 'wiki_atlas_import_pages_total',
    help: 'Pages that imports of this process read, unchanged ones left out',
    registers: [this.registry],
  });
  readonly #importWarnings = new Gauge({
    name: 'wiki_atlas_last_import_warnings',
    help: 'Warnings of the last import of this process that changed something',
    registers: [this.registry],
  });
  readonly #importSeconds = new Gauge({
    name: 'wiki_atlas_last_import_seconds',
    help: 'Time the last import of this process took',
    registers: [this.registry],
  });

  /** @param process of Node itself too, the delay of its event loop among it */
  constructor({ process = false }: { process?: boolean } = {}) {
    if (process) collectDefaultMetrics({ register: this.registry });
  }

  request(line: { method: string; route: string; status: number; seconds: number }): void {
    const method = METHODS.has(line.method) ? line.method : 'other';
    this.#requests.inc({ method, route: line.route, status: String(line.status) });
    if (line.route !== '/api/events') this.#latency.observe({ route: line.route }, line.seconds);
  }

  /** @param taken what an import that changed something took in */
  importEnded(
    outcome: 'changed' | 'unchanged' | 'failed',
    seconds: number,
    taken?: { pages: number; warnings: number },
  ): void {
    this.#imports.inc({ outcome });
    if (taken) {
      this.#importPages.inc(taken.pages);
      this.#importWarnings.set(taken.warnings);
    }
    this.#importSeconds.set(seconds);
  }

  /** The same store, each of whose answers is timed. */
  timed(store: GraphStore): GraphStore {
    const histogram = this.#store;
    return new Proxy(store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function' || typeof name !== 'string') return value;
        return (...args: unknown[]): unknown => {
          const operation = name === 'json' ? (args[0] as JsonQuestion).name : name;
          const stop = histogram.startTimer({ operation });
          const answer: unknown = Reflect.apply(value, target, args);
          // What comes in parts takes as long as its reader does.
          if (!(answer instanceof Promise)) return answer;
          const timed = (outcome: 'ok' | 'failed') => (): void => void stop({ outcome });
          answer.then(timed('ok'), timed('failed'));
          return answer;
        };
      },
    });
  }
}

/** `GET /metrics`. */
export function metricsRoutes(metrics: Metrics): ApiRoute[] {
  return [
    route({
      path: '/metrics',
      summary: 'Counts and times for Prometheus.',
      answers: { 'text/plain': null },
      async answer(_asked, response) {
        response.set('Content-Type', metrics.registry.contentType).send(await metrics.registry.metrics());
      },
    }),
  ];
}
