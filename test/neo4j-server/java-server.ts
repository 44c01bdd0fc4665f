/**
 * A real Neo4j Community server of this process's own, on a free port of 127.0.0.1 and with a fresh
 * home folder, to be stopped, killed and started again.
 * Invariant: neither the server nor its folder outlives the process that made it.
 */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { neo4jClassPath } from './class-path.ts';
import { freePort } from './free-port.ts';
import { serverVersion } from './server-version.ts';
import { endWithThisProcess } from './watchdog.ts';

const run = promisify(execFile);
const MOST_STARTS = 4;
const START_TIMEOUT_MS = 120_000;
const STOP_GRACE_MS = 10_000;
const LEAST_JAVA = 17;

const JVM = [
  '-XX:+UseSerialGC',
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/java.io=ALL-UNNAMED',
  '--add-opens=java.base/sun.nio.ch=ALL-UNNAMED',
];

export interface JavaServerOptions {
  /** of the user `neo4j`; without one the server asks for none */
  password?: string;
  /** of Java's heap, all of it from the start, as Java writes it; without one it grows to `512m` */
  heap?: string;
  /** lines of neo4j.conf that are added to what every server here has */
  settings?: Readonly<Record<string, string>>;
}

export class JavaServer {
  readonly #java: string;
  readonly #classPath: string;
  readonly #home: string;
  readonly #options: JavaServerOptions;
  #port = 0;
  #process: ChildProcess | null = null;
  #watchdog: ChildProcess | null = null;
  #version = '';

  private constructor(java: string, classPath: string, home: string, options: JavaServerOptions) {
    this.#java = java;
    this.#classPath = classPath;
    this.#home = home;
    this.#options = options;
  }

  /** Starts a new, empty server. @throws Error where Java or the jars are missing, or it does not come up */
  static async start(options: JavaServerOptions = {}): Promise<JavaServer> {
    const java = await findJava();
    const classPath = await neo4jClassPath();
    const home = await mkdtemp(join(tmpdir(), 'wiki-atlas-neo4j-'));
    const server = new JavaServer(java, classPath, home, options);
    try {
      await server.#firstStart();
    } catch (error) {
      await server.dispose();
      throw error;
    }
    return server;
  }

  /** `bolt://127.0.0.1:PORT`, the same from start to start */
  get uri(): string {
    return `bolt://127.0.0.1:${this.#port}`;
  }

  get port(): number {
    return this.#port;
  }

  get version(): string {
    return this.#version;
  }

  /** Starts it again on its port, with the data it has; `settings` take the place of those before. */
  async restart(settings?: Readonly<Record<string, string>>): Promise<void> {
    await this.#configure(settings ?? this.#options.settings);
    if (await this.#launch()) return;
    throw new Error(`port ${this.#port} was taken while the server was away`);
  }

  /** Ends it as an operator would; as `kill` where it does not listen. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it at once, with no chance to finish anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Freezes it: connections stay open, nobody answers. `SIGCONT` lets it go on. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process?.kill(name);
  }

  /** Ends it and removes all it wrote. */
  async dispose(): Promise<void> {
    await this.#end('SIGTERM');
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  async #firstStart(): Promise<void> {
    for (let attempt = 1; attempt <= MOST_STARTS; attempt += 1) {
      this.#port = await freePort();
      await this.#configure(this.#options.settings);
      if (attempt === 1 && this.#options.password !== undefined) {
        await this.#setPassword(this.#options.password);
      }
      if (await this.#launch()) return;
    }
    throw new Error(`no port stayed free long enough in ${MOST_STARTS} attempts`);
  }

  async #configure(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const lines = {
      'server.default_listen_address': '127.0.0.1',
      'server.bolt.listen_address': `127.0.0.1:${this.#port}`,
      'server.bolt.advertised_address': `127.0.0.1:${this.#port}`,
      'server.http.enabled': 'false',
      'server.https.enabled': 'false',
      'dbms.security.auth_enabled': String(this.#options.password !== undefined),
      'dbms.usage_report.enabled': 'false',
      'server.memory.pagecache.size': '128m',
      'db.tx_log.preallocate': 'false',
      'db.tx_log.rotation.retention_policy': 'keep_none',
      'internal.dbms.bolt.netty_server_shutdown_quiet_period': '0',
      ...settings,
    };
    await mkdir(join(this.#home, 'conf'), { recursive: true });
    const text = Object.entries(lines).map(([key, value]) => `${key}=${value}\n`);
    await writeFile(join(this.#home, 'conf', 'neo4j.conf'), text.join(''));
  }

  async #setPassword(password: string): Promise<void> {
    const tool = ['org.neo4j.cli.AdminTool', 'dbms', 'set-initial-password', password];
    const env = { ...process.env, NEO4J_HOME: this.#home, NEO4J_CONF: join(this.#home, 'conf') };
    await run(this.#java, ['-cp', this.#classPath, ...tool], { env });
  }

  /** @returns false where the port was taken */
  async #launch(): Promise<boolean> {
    const folders = [`--home-dir=${this.#home}`, `--config-dir=${join(this.#home, 'conf')}`];
    const main = ['-cp', this.#classPath, 'org.neo4j.server.CommunityEntryPoint', ...folders];
    const console = join(this.#home, 'console.log');
    const output = await open(console, 'w');
    const { heap } = this.#options;
    const memory = heap === undefined ? ['-Xms256m', '-Xmx512m'] : [`-Xms${heap}`, `-Xmx${heap}`];
    const child = spawn(this.#java, [...memory, ...JVM, ...main], {
      stdio: ['ignore', output.fd, output.fd],
    });
    await once(child, 'spawn');
    await output.close();
    this.#process = child;
    this.#watchdog = endWithThisProcess(child, this.#home);
    const auth = { user: 'neo4j', password: this.#options.password ?? '' };
    for (const end = Date.now() + START_TIMEOUT_MS; Date.now() < end; await sleep(100)) {
      if (child.exitCode !== null || child.signalCode !== null) break;
      const version = await serverVersion(this.uri, auth).catch(() => null);
      if (version === null) continue;
      this.#version = version;
      return true;
    }
    const said = await readFile(console, 'utf8');
    await this.#end('SIGKILL');
    if (/address already in use/i.test(said)) return false;
    throw new Error(`Neo4j did not start: ${said.trim().slice(-2000)}`);
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit');
      child.kill(signal);
      const late = setTimeout(() => child.kill('SIGKILL'), STOP_GRACE_MS);
      await gone;
      clearTimeout(late);
    }
    this.#watchdog?.kill('SIGKILL');
    this.#watchdog = null;
  }
}

async function findJava(): Promise<string> {
  const home = process.env.JAVA_HOME;
  const java = home ? join(home, 'bin', 'java') : 'java';
  const { stderr } = await run(java, ['-version']);
  const release = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
  if (release < LEAST_JAVA) throw new Error(`Neo4j needs Java ${LEAST_JAVA} or newer, this is ${release}`);
  return java;
}
