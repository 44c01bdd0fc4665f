/** `wiki-atlas serve`: imports a folder, serves it, and follows its edits until it is told to stop. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openInBrowser from 'open';
import { AtlasError } from '../../graph/errors.ts';
import type { ImportWarning } from '../../graph/import-report.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { watchFolder } from '../../import/watch-folder.ts';
import { createApp } from '../../server/app.ts';
import { EventFeed } from '../../server/live/event-feed.ts';
import { listen } from '../../server/listen.ts';
import { Metrics } from '../../server/operations/metrics.ts';
import { jsonLog, textLog, type ServerLog } from '../../server/operations/request-log.ts';
import { BackgroundImport } from '../background-import.ts';
import { explanation } from '../explanation.ts';
import type { ImportOutcome } from '../import-into-store.ts';
import { MOST_WARNINGS, openServedStore, type WikiOptions } from '../open-wiki.ts';
import { isStoreAway, patientImport, type RunImport } from '../patient-import.ts';
import { serverSettings, type ServerFlags, type ServerSettings } from '../server-settings.ts';
import { startProgress } from '../progress.ts';
import { defaultStore, parseStore, type StoreLocation } from '../store-location.ts';
import { plain } from '../terminal-text.ts';
import { warningLines } from '../warning-lines.ts';

export interface ServeOptions extends WikiOptions, ServerFlags {
  watch: boolean;
  open: boolean;
}

/** What is closed at the end: all that works with the store, then the store. */
interface Closers {
  work: (() => Promise<void>)[];
  store: (() => Promise<void>)[];
}

/** What everything that runs is told: where to speak, what to close at the end, when to stop. */
interface Running {
  log: ServerLog;
  closers: Closers;
  stop: AbortSignal;
}

const MOST_CLOSING_MS = 4500;
const { version: VERSION } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as { version: string };
const CLIENT_FOLDER = fileURLToPath(new URL('../../client', import.meta.url));

/** Ends when SIGINT or SIGTERM comes, also amid the first import, and the server has closed. */
export async function serveCommand(folder: string | undefined, options: ServeOptions): Promise<void> {
  const settings = serverSettings(options, process.env);
  const log = settings.log === 'json' ? jsonLog() : textLog(writeLine, settings.log === 'text');
  const closers: Closers = { work: [], store: [] };
  const stopping = new AbortController();
  const stop = stopping.signal;
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopping.abort());
  // Whatever does not let go in time is let go of: who told it to stop will not wait for ever.
  stop.addEventListener('abort', () => void setTimeout(() => process.exit(), MOST_CLOSING_MS).unref());
  try {
    await start(folder, options, { settings, log, closers, stop });
    if (!stop.aborted) await once(stop, 'abort');
  } catch (error) {
    if (!stop.aborted) throw error;
  } finally {
    for (const closing of [closers.work, closers.store]) {
      const closed = await Promise.allSettled(closing.map(async (close) => close()));
      for (const one of closed) {
        if (one.status === 'rejected') log.say('error', `while stopping: ${explanation(one.reason)}`);
      }
    }
    log.end();
  }
}

async function start(
  folder: string | undefined,
  options: ServeOptions,
  { settings, log, closers, stop }: Running & { settings: ServerSettings },
): Promise<void> {
  if (folder !== undefined) await new FolderImport(folder).scan();
  const location = locationOf(folder, options);
  const store = await openServedStore(location, {
    filled: folder !== undefined,
    onAway: (error) => log.say('warn', `${explanation(error)}; it is tried again and again`),
  });
  closers.store.push(() => store.close());
  const metrics = new Metrics({ process: true });
  const feed = new EventFeed(metrics.timed(store));
  const sayFailure = (error: unknown, requestId?: string): void =>
    log.say('error', explanation(error), requestId);
  const app = createApp({
    store,
    feed,
    metrics,
    log,
    clientFolder: CLIENT_FOLDER,
    version: VERSION,
    host: settings.host,
    access: settings,
    onError: sayFailure,
  });
  const server = await listen(app, settings);
  closers.work.push(async () => {
    // Streams never end by themselves; the server waits for all it has under way.
    feed.close();
    await server.close();
  });
  if (folder !== undefined)
    await followFolder(folder, { location, watch: options.watch, feed, metrics, log, closers, stop });
  stop.throwIfAborted();
  process.stdout.write(`Wiki Atlas is at ${server.url}\n`);
  if (options.open) await openInBrowser(server.url).catch((error: unknown) => sayFailure(error));
}

/** Imports the folder and, where it is watched, all edits from now on: those made meanwhile too. */
async function followFolder(
  folder: string,
  {
    location,
    watch,
    feed,
    metrics,
    log,
    closers,
    stop,
  }: Running & {
    location: StoreLocation;
    watch: boolean;
    feed: EventFeed;
    metrics: Metrics;
  },
): Promise<void> {
  const imports = new BackgroundImport({ folder, location });
  closers.work.push(() => imports.close());
  const run: RunImport = async (onProgress, paths) => {
    const began = performance.now();
    try {
      const outcome = await imports.run(onProgress, paths);
      const { changed, seconds, pages, warnings } = outcome;
      if (changed) metrics.importEnded('changed', seconds, { pages, warnings: warnings.length });
      else metrics.importEnded('unchanged', seconds);
      feed.importEnded(outcome.change);
      return outcome;
    } catch (error) {
      metrics.importEnded('failed', (performance.now() - began) / 1000);
      feed.importEnded(null);
      throw error;
    }
  };
  const onAway = (error: AtlasError): void => log.say('warn', `the import waits: ${explanation(error)}`);
  const patient = location.kind === 'sqlite' ? run : patientImport({ run, stop, onAway });
  const takeIn = editTaker(stop, log);
  if (watch) {
    closers.work.push(await follow(folder, (paths) => takeIn(patient(feed.onProgress, paths)), log));
  }
  stop.throwIfAborted();
  stop.addEventListener('abort', () => void imports.close(), { once: true });
  try {
    await importNow(run, feed, log);
  } catch (error) {
    if (location.kind === 'sqlite' || !isStoreAway(error)) throw error;
    void takeIn(patient(feed.onProgress, null));
    return;
  }
  if (watch) void takeIn(imports.prepare());
}

async function importNow(run: RunImport, feed: EventFeed, log: ServerLog): Promise<void> {
  const progress = log.forPeople ? startProgress(process.stderr) : null;
  try {
    const { warnings } = await run((phase, done, total) => {
      progress?.on(phase, done, total);
      feed.onProgress(phase, done, total);
    }, null);
    progress?.end();
    sayWarnings(warnings, log);
  } finally {
    progress?.end();
  }
}

/** Watches the folder. @returns what ends it */
async function follow(
  folder: string,
  onChange: (paths: readonly string[] | null) => Promise<void>,
  log: ServerLog,
): Promise<() => Promise<void>> {
  const say = (line: string): void => log.say('warn', line);
  try {
    const watch = await watchFolder(folder, {
      onChange,
      onGone: () =>
        say(`${folder} is gone: the map stays as it is, and edits are followed again once it is back`),
      onError: (error) => say(`some edits may not be followed: ${error.message}`),
    });
    return () => watch.close();
  } catch (error) {
    // Some systems bound how many folders may be watched: the map is served all the same.
    say(`edits are not followed: ${explanation(error)}`);
    return async () => undefined;
  }
}

/**
 * Tells what came of taking in an edit, the same warnings once. One that cannot be taken in is said
 * and the server goes on with the graph it has.
 */
function editTaker(stop: AbortSignal, log: ServerLog): (run: Promise<ImportOutcome>) => Promise<void> {
  let warned = '';
  const say = (line: string): void => log.say('info', line);
  return async (run) => {
    try {
      const { changed, seconds, warnings } = await run;
      if (!changed) return;
      const lines = warningLines(warnings, MOST_WARNINGS);
      if (lines !== warned) sayWarnings(warnings, log);
      warned = lines;
      say(`took in an edit in ${seconds.toFixed(1)} s`);
    } catch (error) {
      if (!stop.aborted) say(`the last edit was not taken in: ${explanation(error)}`);
    }
  };
}

/** @throws AtlasError usage where there is nothing to serve from */
function locationOf(folder: string | undefined, { store }: ServeOptions): StoreLocation {
  if (store === undefined) {
    if (folder === undefined)
      throw new AtlasError('usage', 'name a folder to serve, or a store with --store');
    return defaultStore(folder);
  }
  const location = parseStore(store);
  if (location.kind !== 'sqlite' || location.file !== ':memory:') return location;
  // The thread that imports would fill a database that only it sees.
  throw new AtlasError('usage', `--store ${store}: a server needs a file`, { field: 'store' });
}

function sayWarnings(warnings: readonly ImportWarning[], log: ServerLog): void {
  for (const line of warningLines(warnings, MOST_WARNINGS).split('\n')) {
    if (line !== '') log.say('warn', line);
  }
}

const writeLine = (line: string): void => void process.stderr.write(`${plain(line)}\n`);
