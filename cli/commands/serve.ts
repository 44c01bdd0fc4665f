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
    if (options.watch) {
      const watcher = await watchFolder(folder, {
        onChange: () => void followEdit(imports),
        onError: (error) => process.stderr.write(`edits are not followed: ${error.message}\n`),
      });
      closers.push(() => watcher.close());
    }
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

/** An edit that cannot be taken in is said and the server goes on with the graph it has. */
async function followEdit(imports: BackgroundImport): Promise<void> {
  try {
    const { changed, seconds, warnings } = await imports.run(() => undefined);
    process.stderr.write(warningLines(warnings, MOST_WARNINGS));
    if (changed) process.stderr.write(`took in an edit in ${seconds.toFixed(1)} s\n`);
  } catch (error) {
    process.stderr.write(
      `the last edit was not taken in: ${error instanceof Error ? error.message : error}\n`,
    );
  }
}

function required(folder: string | undefined): string {
  if (folder === undefined) throw new AtlasError('usage', 'name a folder to serve, or a store with --store');
  return folder;
}
