/** Binds an app to an address. Invariant: what keeps it from listening is an AtlasError, said in one line. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AtlasError } from '../graph/errors.ts';

/** Room for a page id of the longest kind, percent-encoded. */
const MAX_HEADER_BYTES = 64 * 1024;
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
  { host, port }: { host: string; port: number },
): Promise<ListeningServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, app);
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
