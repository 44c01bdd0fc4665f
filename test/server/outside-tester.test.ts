/**
 * The API as an outside tester finds it: schemathesis makes requests from the description, valid and
 * not, and looks for failures of the server and answers that the description does not have.
 */
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runningApp } from './running-app.ts';

const VERSION = '4.32.5';
const REQUIRED = process.env.WIKI_ATLAS_REQUIRE_SCHEMATHESIS === '1';
const FOLDER = join(
  process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
  'wiki-atlas-tests',
  `schemathesis-${VERSION}`,
);
const CONFIG = fileURLToPath(new URL('schemathesis.toml', import.meta.url));
const COMMAND = join(FOLDER, 'bin', 'schemathesis');

/** Why there is no tester, null where there is one: it is installed once, into a folder of its own. */
function missing(): string | null {
  if (existsSync(COMMAND)) return null;
  mkdirSync(FOLDER, { recursive: true });
  const steps: [string, string[]][] = [
    ['python3', ['-m', 'venv', FOLDER]],
    [join(FOLDER, 'bin', 'pip'), ['install', '--quiet', `schemathesis==${VERSION}`]],
  ];
  for (const [command, args] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000 });
    if (status !== 0) return `${command} ${args.join(' ')}: ${error?.message ?? stderr.slice(-500)}`;
  }
  return null;
}

const why = missing();
if (why !== null) {
  if (REQUIRED) throw new Error(`schemathesis is required here, and cannot be had: ${why}`);
  process.stderr.write(`SKIPPED: the outside test of the API, because schemathesis cannot be had: ${why}\n`);
}

/** What it found, without the long addresses that it found it with. */
const report = (output: string): string =>
  output
    .slice(output.indexOf('= FAILURES'))
    .split('\n')
    .map((line) => line.slice(0, 300))
    .join('\n');

const app = runningApp();

it.skipIf(why !== null)(
  'no request makes the server fail or answer what its description does not say',
  { timeout: 120_000 },
  async () => {
    // It leaves a folder of its own where it runs.
    const scratch = mkdtempSync(join(tmpdir(), 'wiki-atlas-tester-'));
    const options = [
      '--seed 1 --max-examples 20 --workers 1 --request-timeout 10 --generation-database none --no-color',
      '--phases examples,coverage,fuzzing,stateful',
      // A page that there is not, and a cursor that is none of ours, are refused though they are well-formed.
      '--checks all --exclude-checks positive_data_acceptance',
      // A stream of events never ends.
      '--exclude-path /api/events',
    ];
    const args = [
      '--config-file',
      CONFIG,
      'run',
      `${app.url}/api/openapi.json`,
      ...options.join(' ').split(' '),
    ];
    const { code, output } = await new Promise<{ code: unknown; output: string }>((resolve) => {
      execFile(COMMAND, args, { cwd: scratch, maxBuffer: 1e8, timeout: 110_000 }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: stdout + stderr }),
      );
    });
    rmSync(scratch, { recursive: true });
    expect(app.errors).toEqual([]);
    if (code !== 0) throw new Error(`schemathesis ended with ${String(code)}:\n${report(output)}`);
    expect(output).toMatch(/\d+ passed/);
  },
);
