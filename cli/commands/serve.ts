/** `wiki-atlas serve`: imports a folder, serves it, and follows its edits until it is told to stop. */
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import openInBrowser from 'open';
import { AtlasError } from '../../graph/errors.ts';
import { FolderImport } from '../../import/import-folder.ts';
import { watchFolder } from '../../import/watch-folder.ts';
import { createApp } from '../../server/app.ts';
import { listen } from '../../server/listen.ts';
import { BackgroundImport } from '../background-import.ts';
import type { ImportOutcome } from '../import-into-store.ts';
import { MOST_WARNINGS, openStore, type WikiOptions } from '../open-wiki.ts';
import { startProgress } from '../progress.ts';
import { defaultStore, parseStore } from '../store-location.ts';
import { warningLines } from '../warning-lines.ts';

export interface ServeOptions extends WikiOptions {
  port: number;
  host: string;
  watch: boolean;
  open: boolean;
}

const CLIENT_FOLDER = fileURLToPath(new URL('../../client', import.meta.url));

/** Ends when SIGINT or SIGTERM comes and the server has closed. */
export async function serveCommand(folder: string | undefined, options: ServeOptions): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const stop = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await start(folder, options, closers);
    await stop;
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function start(
  folder: string | undefined,
  options: ServeOptions,
  closers: (() => Promise<void>)[],
): Promise<void> {
  if (folder !== undefined) await new FolderImport(folder).scan();
  const location = options.store === undefined ? defaultStore(required(folder)) : parseStore(options.store);
  const store = await openStore(location);
  closers.push(() => store.close());
  const server = await listen(createApp({ store, clientFolder: CLIENT_FOLDER, host: options.host }), options);
  closers.push(() => server.close());
  if (folder !== undefined) {
    const imports = new BackgroundImport({ folder, location });
    closers.push(() => imports.close());
    await importNow(imports);
    if (options.watch) closers.push(await follow(folder, imports).catch(notFollowed));
  }
  process.stdout.write(`Wiki Atlas is at ${server.url}\n`);
  if (options.open) await openInBrowser(server.url);
}

async function importNow(imports: BackgroundImport): Promise<void> {
  const progress = startProgress(process.stderr);
  try {
    const { warnings } = await imports.run(progress.on);
    progress.end();
    process.stderr.write(warningLines(warnings, MOST_WARNINGS));
  } finally {
    progress.end();
  }
}

/** Takes in edits as they come. @returns what ends it */
async function follow(folder: string, imports: BackgroundImport): Promise<() => Promise<void>> {
  const say = (line: string): void => void process.stderr.write(line);
  let warned = '';
  /** An edit that cannot be taken in is said and the server goes on with the graph it has. */
  const takeIn = async (run: Promise<ImportOutcome>): Promise<void> => {
    try {
      const { changed, seconds, warnings } = await run;
      if (!changed) return;
      const lines = warningLines(warnings, MOST_WARNINGS);
      if (lines !== warned) say(lines);
      warned = lines;
      say(`took in an edit in ${seconds.toFixed(1)} s\n`);
    } catch (error) {
      say(`the last edit was not taken in: ${error instanceof Error ? error.message : error}\n`);
    }
  };
  const watch = await watchFolder(folder, {
    onChange: (paths) => takeIn(imports.run(() => undefined, paths)),
    onGone: () =>
      say(`${folder} is gone: the map stays as it is, and edits are followed again once it is back\n`),
    onError: (error) => say(`some edits may not be followed: ${error.message}\n`),
  });
  // Also finds what changed between the first import and the watch.
  void takeIn(imports.prepare());
  return () => watch.close();
}

/** Some systems bound how many folders may be watched: the map is served all the same. */
function notFollowed(error: unknown): () => Promise<void> {
  process.stderr.write(`edits are not followed: ${error instanceof Error ? error.message : error}\n`);
  return async () => undefined;
}

function required(folder: string | undefined): string {
  if (folder === undefined) throw new AtlasError('usage', 'name a folder to serve, or a store with --store');
  return folder;
}
