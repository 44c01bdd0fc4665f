/** Runs the real `wiki-atlas` command in a process of its own. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function startCommand(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

export function runCommand(...args: string[]): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = startCommand(args);
    const finished: Finished = { code: null, stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (finished.stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (finished.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...finished, code }));
  });
}

/** Runs the command by way of bash, for redirections. */
export function shell(line: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('bash', ['-c', `'${process.execPath}' '${MAIN}' ${line}`], { encoding: 'utf8' });
}

/** Resolves with the first match of a pattern in what the command prints on stdout. */
export function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return matched(child, 'stdout', pattern);
}

/** The same of stderr. */
export function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return matched(child, 'stderr', pattern);
}

function matched(
  child: ChildProcess,
  stream: 'stdout' | 'stderr',
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    child[stream]?.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const match = pattern.exec(text);
      if (match) resolve(match);
    });
    child.on('close', (code) =>
      reject(new Error(`ended with ${code} before it printed ${pattern}: ${text}`)),
    );
  });
}

/** A new folder in a new folder of its own (stores are made beside wikis), with these files. */
export async function makeWiki(files: Record<string, string>): Promise<string> {
  const wiki = join(await mkdtemp(join(tmpdir(), 'wiki-atlas-test-')), 'wiki');
  for (const [path, text] of Object.entries(files)) {
    const file = join(wiki, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return wiki;
}
