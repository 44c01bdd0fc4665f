/**
 * A TCP proxy before a Neo4j that loses the answer to a commit: the server has done it, and its
 * client sees no more than a connection that ended. It knows as much of Bolt as that takes.
 */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A chunk of two bytes: a structure without fields that is a COMMIT. */
const COMMIT = Buffer.from([0, 2, 0xb0, 0x12, 0, 0]);
/** Characters of a transaction that are looked through. */
const MOST_KEPT = 10_000_000;

export class CommitCutter {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #lose = '';
  #times = 0;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param upstream a server's `bolt://HOST:PORT` */
  static async start(upstream: string): Promise<CommitCutter> {
    const { hostname, port } = new URL(upstream);
    const server = createServer();
    const cutter = new CommitCutter(server);
    server.on('connection', (client) => cutter.#join(client, connect(Number(port || 7687), hostname)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return cutter;
  }

  get uri(): string {
    return `bolt://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Loses the answers to the next commits of transactions in which this text was sent. */
  lose(text: string, times: number): void {
    this.#lose = text;
    this.#times = times;
  }

  /** How many commits are still to be lost. */
  get left(): number {
    return this.#times;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(client: Socket, server: Socket): void {
    let sent = '';
    let isLost = false;
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (bytes) => {
      sent = (sent + bytes.toString('latin1')).slice(-MOST_KEPT);
      if (bytes.indexOf(COMMIT) >= 0) {
        if (this.#times > 0 && sent.includes(this.#lose)) {
          this.#times -= 1;
          isLost = true;
        }
        sent = '';
      }
      server.write(bytes);
    });
    server.on('data', (bytes) => {
      if (isLost) client.destroy();
      else client.write(bytes);
    });
  }
}
