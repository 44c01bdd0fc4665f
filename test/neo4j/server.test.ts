import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, vi } from 'vitest';
import { serverVersion } from '../neo4j-server/server-version.ts';

const uri = process.env.NEO4J_URI ?? '';

describe('the Neo4j server of the tests', () => {
  it.skipIf(uri === '')('answers, and is new enough', async () => {
    const user = process.env.NEO4J_USER ?? 'neo4j';
    const password = process.env.NEO4J_PASSWORD ?? '';
    const [major = 0, minor = 0] = (await serverVersion(uri, { user, password })).split('.').map(Number);
    expect(major > 5 || (major === 5 && minor >= 26)).toBe(true);
  });

  it('ends, and its folder goes, when the run is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-watchdog-'));
    const watchdog = resolve('test/neo4j-server/end-with-parent.mjs');
    // The server's stand-in does not listen to SIGTERM: it has to be killed in the end.
    const script = `
      const { spawn } = require('node:child_process');
      const deaf = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
      const server = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'ignore'] });
      const argv = [${JSON.stringify(watchdog)}, String(server.pid), ${JSON.stringify(folder)}];
      spawn(process.execPath, argv, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
      server.stdout.once('data', () => console.log(server.pid));
      setInterval(() => {}, 1000);
    `;
    const runner = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(createInterface({ input: runner.stdout }), 'line')) as [string];
    const isThere = (): boolean => {
      try {
        return process.kill(Number(line), 0);
      } catch {
        return false;
      }
    };
    expect(isThere()).toBe(true);
    runner.kill('SIGKILL');
    await vi.waitFor(() => expect(isThere() || existsSync(folder)).toBe(false), { timeout: 30_000 });
    await rm(folder, { recursive: true, force: true });
  });
});
