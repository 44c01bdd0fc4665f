/** Binds an app to an address. Invariant: what keeps it from listening is an AtlasError, said in one line. */
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { AtlasError } from '../graph/errors.ts';
import { problemOf } from './problem.ts';

/** Room for a page id of the longest kind, percent-encoded. */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_HEADERS = 100;
/** How long a client may take to say what it wants. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
/** How long a connection may carry nothing either way; event streams say more often that they live. */
const IDLE_MS = 60_000;
/** How long a client that is refused may go on talking before it is cut off. */
const LINGER_MS = 1000;
/** How long requests under way have to end once the server closes. */
const GRACE_MS = 3000;

export interface ListeningServer {
  /** where a browser on this machine finds it */
  url: string;
  /** Takes no more requests and ends when those under way have ended, at the latest after some seconds. */
  close(): Promise<void>;
}

/**
 * Port 0 takes any free one.
 * @throws AtlasError port-in-use, address-unavailable
 */
export async function listen(
  app: RequestListener,
  { host, port, idleMs = IDLE_MS }: { host: string; port: number; idleMs?: number },
): Promise<ListeningServer> {
  const timeouts = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS };
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, ...timeouts }, app);
  server.maxHeadersCount = MAX_HEADERS;
  // Who asks and never reads would keep what is read for it, a transaction of the store too.
  server.setTimeout(idleMs);
  server.on('clientError', refuseUnread);
  server.prependListener('request', (_request, response) => {
    // The last answer on a connection of a closing server ends the connection.
    response.on('finish', () => {
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  const { port: bound } = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    try {
      // Node takes an empty host for all addresses; whoever gives one has most likely an unset variable.
      if (host === '') throw new Error('no host');
      server.listen({ host, port }, () => resolve(server.address() as AddressInfo));
    } catch (error) {
      reject(listenError(error, host, port));
    }
  });
  return { url: `http://${shownHost(host)}:${bound}`, close: () => close(server) };
}

const refused = new WeakSet<Duplex>();

/** Answers what Node could not read as a request; cut off at once, a client would never see the answer. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (refused.has(socket)) return;
  refused.add(socket);
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemOf(
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new AtlasError('head-too-large', `Address and headers may be ${MAX_HEADER_BYTES} bytes together.`)
      : new AtlasError('invalid-request', 'This is no HTTP request.'),
  );
  const body = JSON.stringify(problem);
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const late = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(late);
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function listenError(error: unknown, host: string, port: number): AtlasError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'EADDRINUSE') {
    const message = `port ${port} of ${host} is taken; stop the other program or choose another with --port`;
    return new AtlasError('port-in-use', message, { field: 'port' }, { cause: error });
  }
  if (code === 'EACCES' || code === 'ERR_SOCKET_BAD_PORT') {
    const message = `port ${port} cannot be used here; choose one from 1024 to 65535 with --port`;
    return new AtlasError('address-unavailable', message, { field: 'port' }, { cause: error });
  }
  const message = `this machine cannot be reached as "${host}"; choose one of its addresses with --host`;
  return new AtlasError('address-unavailable', message, { field: 'host' }, { cause: error });
}
