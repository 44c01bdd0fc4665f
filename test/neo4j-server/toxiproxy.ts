/**
 * A real TCP proxy that cuts, delays and swallows: Shopify's toxiproxy, built once by Go and kept
 * in the user's cache. Invariant: it does not outlive the process that started it.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from './free-port.ts';
import { endWithThisProcess } from './watchdog.ts';

const VERSION = 'v2.5.0';
const BUILD_TIMEOUT_MS = 600_000;
const START_TIMEOUT_MS = 20_000;

/** What is done to the bytes; toxiproxy's own names and attributes. */
export interface Toxic {
  type: 'latency' | 'bandwidth' | 'timeout' | 'reset_peer' | 'limit_data';
  /** downstream: from the server to its client */
  stream: 'upstream' | 'downstream';
  attributes: Record<string, number>;
}

export interface Proxy {
  port: number;
  /** refuses connections, and cuts those there are; or lets them through */
  setOpen(open: boolean): Promise<void>;
  /** puts a toxic in, for connections there are and those to come */
  poison(toxic: Toxic): Promise<void>;
  /** takes out all toxics, and opens it */
  cure(): Promise<void>;
}

export class Toxiproxy {
  readonly #process: ChildProcess;
  readonly #watchdog: ChildProcess;
  readonly #api: string;

  private constructor(child: ChildProcess, api: string) {
    this.#process = child;
    this.#watchdog = endWithThisProcess(child);
    this.#api = api;
  }

  /** @throws Error where it is not there and Go cannot build it */
  static async start(): Promise<Toxiproxy> {
    const binary = await builtBinary();
    const port = await freePort();
    const child = spawn(binary, ['-host', '127.0.0.1', '-port', String(port)], { stdio: 'ignore' });
    await once(child, 'spawn');
    const toxiproxy = new Toxiproxy(child, `http://127.0.0.1:${port}`);
    for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(50)) {
      const ready = await fetch(`http://127.0.0.1:${port}/version`).catch(() => null);
      if (ready?.ok) return toxiproxy;
    }
    await toxiproxy.stop();
    throw new Error('toxiproxy did not start');
  }

  /** A proxy of its own to a port of this machine, open. */
  async proxyTo(upstream: number): Promise<Proxy> {
    const port = await freePort();
    const path = `/proxies/${port}`;
    await this.#call('POST', '/proxies', {
      name: String(port),
      listen: `127.0.0.1:${port}`,
      upstream: `127.0.0.1:${upstream}`,
      enabled: true,
    });
    const names = new Set<string>();
    return {
      port,
      setOpen: (enabled) => this.#call('POST', path, { enabled }),
      poison: async (toxic) => {
        const name = `${toxic.type}-${toxic.stream}`;
        await this.#call('POST', `${path}/toxics`, { name, toxicity: 1, ...toxic });
        names.add(name);
      },
      cure: async () => {
        for (const name of names) await this.#call('DELETE', `${path}/toxics/${name}`);
        names.clear();
        await this.#call('POST', path, { enabled: true });
      },
    };
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
    this.#watchdog.kill('SIGKILL');
  }

  async #call(method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(this.#api + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`toxiproxy: ${method} ${path}: ${await response.text()}`);
  }
}

async function builtBinary(): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'wiki-atlas-test', `toxiproxy-${VERSION}`);
  const ending = process.platform === 'win32' ? '.exe' : '';
  const binary = join(folder, `toxiproxy${ending}`);
  if (existsSync(binary)) return binary;
  // Runs beside this one may be building too; each puts a whole file in its place.
  const scratch = join(folder, String(process.pid));
  await mkdir(scratch, { recursive: true });
  await promisify(execFile)('go', ['install', `github.com/Shopify/toxiproxy/v2/cmd/server@${VERSION}`], {
    env: { ...process.env, GOBIN: scratch },
    timeout: BUILD_TIMEOUT_MS,
  });
  await rename(join(scratch, `server${ending}`), binary);
  return binary;
}
