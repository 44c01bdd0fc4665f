#!/usr/bin/env node
/** The `wiki-atlas` command: its words and options. What each does is in commands/. */
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import {
  MAX_PATHS,
  MAX_PATH_STEPS,
  exportFormatSchema,
  exportTableSchema,
  reportKindSchema,
} from '../graph/api.ts';
import { AtlasError } from '../graph/errors.ts';
import { type CheckOptions, checkCommand } from './commands/check.ts';
import { exportCommand, type ExportOptions } from './commands/export.ts';
import { importCommand, type ImportCommandOptions } from './commands/import.ts';
import { linksCommand, type LinksOptions } from './commands/links.ts';
import { type PathOptions, pathCommand } from './commands/path.ts';
import { reportCommand, type ReportOptions } from './commands/report.ts';
import type { ServeOptions } from './commands/serve.ts';
import { exitCode } from './exit-code.ts';
import { explanation } from './explanation.ts';
import { STORE_FORMS } from './store-location.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    if (!/^\d{1,9}$/.test(text) || Number(text) < least || Number(text) > most) {
      throw new InvalidArgumentError(`it is a whole number from ${least} to ${most}`);
    }
    return Number(text);
  };
}

/** An option given several times. One that takes several values at once would swallow the folder after it. */
const each = (value: string, before: string[] = []): string[] => [...before, value];

const storeOption = (): Option =>
  new Option(
    '--store <store>',
    `${STORE_FORMS}; without it, the folder has a file of its own in .wiki-atlas/`,
  );
const formatOption = (...formats: string[]): Option =>
  new Option('--format <format>', 'how to write it').choices(formats).default(formats[0]);
const folderArgument = ['[dir]', 'folder of Markdown pages', '.'] as const;

function program(): Command {
  const atlas = new Command('wiki-atlas')
    .description('Shows a folder of Markdown pages joined by [[wiki-links]] as a map.')
    .version(version)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  // Commands made below inherit both settings.
  atlas
    .command('serve [dir]', { isDefault: true })
    .description('import a folder, serve it and follow its edits')
    .option('--port <port>', 'port to listen on (4747)')
    .option('--host <host>', 'address to listen on (127.0.0.1)')
    .option('--public', 'let other machines read without a token')
    .addOption(
      new Option('--cors <origin>', 'let scripts of this origin read; may be given several times').argParser(
        each,
      ),
    )
    .addOption(
      new Option('--allow-host <name>', 'answer to this name too; may be given several times').argParser(
        each,
      ),
    )
    .option(
      '--rate-limit <requests>',
      'requests a minute from one address of other machines (600); 0 for any',
    )
    .option('--trust-proxy <proxies>', 'how many proxies stand before the server (0)')
    .option('--log <format>', 'a line for each request: off, text or json (off)')
    .option('--config <file>', 'a JSON file with any of these settings')
    .addOption(storeOption())
    .option('--no-watch', 'do not follow edits')
    .option('--open', 'open the browser', false)
    .addOption(new Option('--sample <dir>', 'folder to serve where none is named').hideHelp())
    .action(async (dir: string | undefined, options: ServeOptions & { sample?: string }) => {
      // Loading the server takes as long as some of the other commands do.
      const { serveCommand } = await import('./commands/serve.ts');
      await serveCommand(dir ?? (options.store === undefined ? (options.sample ?? '.') : undefined), options);
    });
  atlas
    .command('import')
    .argument('<dir>', 'folder of Markdown pages')
    .description('load a folder into its store and say what was found')
    .option('--rearrange', 'lay the whole map out anew; without it, what has a place keeps it', false)
    .addOption(storeOption())
    .action((dir: string, options: ImportCommandOptions) => importCommand(dir, options));
  atlas
    .command('links')
    .argument('<page>', 'title, alias or id of a page')
    .argument(...folderArgument)
    .description('list the pages that link to a page, with their sentences')
    .addOption(
      new Option('--direction <direction>', 'links to it or from it').choices(['in', 'out']).default('in'),
    )
    .addOption(formatOption('text', 'json'))
    .addOption(storeOption())
    .action((page: string, dir: string, options: LinksOptions) => linksCommand(page, dir, options));
  atlas
    .command('path')
    .argument('<from>', 'title, alias or id of a page')
    .argument('<to>', 'title, alias or id of another')
    .argument(...folderArgument)
    .description('list the shortest ways from one page to another, each step with its sentence')
    .addOption(
      new Option('--direction <direction>', 'walk links either way, or only as they lead')
        .choices(['any', 'out'])
        .default('any'),
    )
    .addOption(
      new Option('--max <steps>', 'most steps of a path')
        .argParser(wholeNumber(1, MAX_PATH_STEPS))
        .default(6),
    )
    .addOption(
      new Option('-k, --paths <number>', 'how many to list').argParser(wholeNumber(1, MAX_PATHS)).default(3),
    )
    .addOption(
      new Option(
        '--relation <relation>',
        'only over links of this relation; may be given several times',
      ).argParser(each),
    )
    .option('--structural', 'go over From: lines and links of index pages too', false)
    .addOption(formatOption('text', 'json'))
    .addOption(storeOption())
    .action((from: string, to: string, dir: string, options: PathOptions) =>
      pathCommand(from, to, dir, options),
    );
  atlas
    .command('report')
    .argument('<kind>', reportKindSchema.options.join(', '))
    .argument(...folderArgument)
    .description('list orphans, wanted pages and their kin')
    .addOption(formatOption('text', 'json', 'csv'))
    .option('--structural', 'count From: lines and links of index pages too', false)
    .addOption(
      new Option('--folder <folder>', 'pages of this folder only; may be given several times').argParser(
        each,
      ),
    )
    .addOption(storeOption())
    .action((kind: string, dir: string, options: ReportOptions) => {
      const known = reportKindSchema.safeParse(kind);
      if (!known.success) {
        const kinds = reportKindSchema.options.join(', ');
        throw new AtlasError('usage', `there is no report "${kind}"; there are ${kinds}`, { field: 'kind' });
      }
      return reportCommand(known.data, dir, options);
    });
  atlas
    .command('export')
    .argument(...folderArgument)
    .description('write the whole graph')
    .addOption(formatOption(...exportFormatSchema.options, 'neo4j-admin'))
    .addOption(
      new Option('--table <table>', 'which table a csv holds')
        .choices(exportTableSchema.options)
        .default('links'),
    )
    .option('--output <file>', 'a file to write to, standard output without it; for neo4j-admin a folder')
    .addOption(storeOption())
    .action((dir: string, options: ExportOptions) => exportCommand(dir, options));
  atlas
    .command('check')
    .argument(...folderArgument)
    .description('look for broken links, each named file:line; exits with 1 where there are any')
    .addOption(
      new Option('--max-orphans <number>', 'more orphans than these are a finding, too').argParser(
        wholeNumber(0, 999_999_999),
      ),
    )
    .addOption(formatOption('text', 'json'))
    .action((dir: string, options: CheckOptions) => checkCommand(dir, options));
  return atlas;
}

// A reader that has seen enough (`| head`) closes the pipe: that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  process.stderr.write(`wiki-atlas: standard output cannot be written: ${error.message}\n`);
  process.exit(2);
});
// Progress and warnings that nobody reads are no reason to stop.
process.stderr.on('error', () => undefined);

try {
  await program().parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
  if (process.exitCode !== 0) process.stderr.write(`wiki-atlas: ${explanation(error)}\n`);
}
