/**
 * A Neo4j server in a container, where a Docker daemon is running.
 * Invariant: the container is removed with the run, and by Docker itself once its server ends.
 */
import { execFile, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { NEO4J_VERSION } from './class-path.ts';
import { freePort } from './free-port.ts';
import { serverVersion } from './server-version.ts';

const run = promisify(execFile);
const IMAGE = `neo4j:${NEO4J_VERSION}-community`;
const START_TIMEOUT_MS = 120_000;

export interface DockerServer {
  uri: string;
  version: string;
  dispose(): Promise<void>;
}

export async function isDockerRunning(): Promise<boolean> {
  return run('docker', ['version', '--format', '{{.Server.Version}}'], { timeout: 10_000 }).then(
    () => true,
    () => false,
  );
}

/** Starts a container on a free port of this machine. @throws Error where the image is out of reach */
export async function startInDocker(): Promise<DockerServer> {
  const port = await freePort();
  const uri = `bolt://127.0.0.1:${port}`;
  const name = `wiki-atlas-test-${process.pid}-${port}`;
  const settings = [
    'NEO4J_AUTH=none',
    `NEO4J_server_bolt_advertised__address=127.0.0.1:${port}`,
    'NEO4J_server_memory_heap_max__size=512m',
    'NEO4J_server_memory_pagecache_size=128m',
  ];
  const options = ['--rm', '--detach', '--name', name, '--publish', `127.0.0.1:${port}:7687`];
  await run('docker', ['run', ...options, ...settings.flatMap((line) => ['--env', line]), IMAGE]);
  // The pipe to this shell ends with this process, however it ends.
  const watchdog = spawn('sh', ['-c', `read -r _; docker rm --force ${name}`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  const dispose = async (): Promise<void> => {
    watchdog.kill('SIGKILL');
    await run('docker', ['rm', '--force', name]);
  };
  for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(200)) {
    const version = await serverVersion(uri).catch(() => null);
    if (version !== null) return { uri, version, dispose };
  }
  await dispose();
  throw new Error(`${IMAGE} did not answer within ${START_TIMEOUT_MS / 1000} s`);
}
