/** The Dockerfile and .dockerignore as they are written, after the rules of hadolint that matter here. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Instruction {
  word: string;
  rest: string;
}

/** The instructions of each stage, continued lines joined. */
function stagesOf(text: string): Instruction[][] {
  const lines = text
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n/g, ' ')
    .split('\n');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, word, rest] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (word === undefined || rest === undefined) continue;
    if (word === 'FROM') stages.push([]);
    stages.at(-1)?.push({ word, rest: rest.replace(/\s+/g, ' ') });
  }
  return stages;
}

const stages = stagesOf(readFileSync('Dockerfile', 'utf8'));
const last = stages.at(-1) ?? [];
const all = (word: string, of = stages.flat()): string[] =>
  of.filter((instruction) => instruction.word === word).map(({ rest }) => rest);
const ignored = readFileSync('.dockerignore', 'utf8').split('\n');

describe('the Dockerfile', () => {
  it('builds in one stage and runs in another of the same pinned base', () => {
    expect(stages).toHaveLength(2);
    const bases = all('FROM').map((rest) => rest.split(' ')[0]);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+[.\d]*-bookworm-slim$/);
  });

  it('uses a Node that package.json allows', () => {
    const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
    const least = Number(/\d+/.exec(engines.node)?.[0]);
    expect(Number(/node:(\d+)/.exec(all('FROM')[0] ?? '')?.[1])).toBeGreaterThanOrEqual(least);
  });

  it('installs what the lock file says, and carries on without what only building needs', () => {
    const runs = all('RUN', stages[0]).join('\n');
    expect(runs).toContain('npm ci');
    expect(runs).toContain('npm prune --omit=dev');
    expect(runs).not.toMatch(/npm (install|i) /);
    expect(all('RUN', last).join('\n')).not.toMatch(/npm|apt-get/);
    expect(all('COPY', last).every((rest) => rest.startsWith('--from=build '))).toBe(true);
  });

  it('leaves no package lists behind, and adds nothing that was not asked for', () => {
    for (const run of all('RUN').filter((rest) => rest.includes('apt-get install'))) {
      expect(run).toMatch(
        /^apt-get update && .*--no-install-recommends.* && rm -rf \/var\/lib\/apt\/lists\/\*$/,
      );
    }
    expect(all('ADD')).toEqual([]);
    expect(all('RUN').join('\n')).not.toMatch(/\bsudo\b|\bcurl\b|\bwget\b/);
  });

  it('runs as nobody special, named by number so that a cluster can tell', () => {
    expect(all('USER', last)).toEqual(['1000:1000']);
    const words = last.map(({ word }) => word);
    expect(words.lastIndexOf('USER')).toBeGreaterThan(words.lastIndexOf('RUN'));
  });

  it('starts the command itself, without a shell between it and its signals', () => {
    const [entrypoint = ''] = all('ENTRYPOINT', last);
    expect(JSON.parse(entrypoint)).toEqual(['node', '/app/dist/cli/main.js']);
    const [command = ''] = all('CMD', last);
    expect(JSON.parse(command)).toContain('serve');
    // Who may read is never settled by the image.
    expect([command, ...all('ENV', last)].join('\n')).not.toMatch(/public/i);
  });

  it('asks the app itself whether it is well, on the port it is bound to', () => {
    const [check = ''] = all('HEALTHCHECK', last);
    const argv = JSON.parse(check.slice(check.indexOf('['))) as string[];
    expect(argv.slice(0, 2)).toEqual(['node', '-e']);
    expect(argv[2]).toContain(`127.0.0.1:${all('EXPOSE', last)[0]}/healthz`);
  });

  it('says all in absolute places, and sets no secret', () => {
    for (const folder of all('WORKDIR')) expect(folder).toMatch(/^\//);
    expect([...all('ENV'), ...all('ARG')].join('\n')).not.toMatch(/password|secret|token/i);
  });
});

describe('.dockerignore', () => {
  it('lets in what the build needs, and nothing else', () => {
    expect(ignored).toContain('**');
    const letIn = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    expect(letIn.filter((path) => !existsSync(path))).toEqual([]);
    const { include } = JSON.parse(readFileSync('tsconfig.build.json', 'utf8')) as { include: string[] };
    const built = [...include.filter((folder) => folder !== 'bench'), 'client'];
    expect(letIn).toEqual(expect.arrayContaining([...built, 'package.json', 'package-lock.json']));
    expect(letIn.some((path) => /secrets|node_modules|\.git|test/.test(path))).toBe(false);
  });
});
