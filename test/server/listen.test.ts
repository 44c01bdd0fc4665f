import { once } from 'node:events';
import { Agent, createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../graph/api.ts';
import { listen } from '../../server/listen.ts';

const answer = (_request: IncomingMessage, response: ServerResponse): void => void response.end('ok');

describe('listening', () => {
  it('tells the address a browser finds it at', async () => {
    const server = await listen(answer, { host: '127.0.0.1', port: 0 });
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(server.url)).text()).toBe('ok');
    await server.close();
  });

  it('on all addresses is told as localhost', async () => {
    const server = await listen(answer, { host: '0.0.0.0', port: 0 });
    expect(server.url).toMatch(/^http:\/\/localhost:\d+$/);
    await server.close();
  });

  it('on a port that is taken is an error that says so', async () => {
    const other = createServer(answer).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    await expect(listen(answer, { host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'port-in-use',
      message: `port ${port} of 127.0.0.1 is taken; stop the other program or choose another with --port`,
    });
    other.close();
  });

  it.each([
    ['192.0.2.1', 0, 'host'],
    ['no-such-name.invalid', 0, 'host'],
    ['', 0, 'host'],
    ['127.0.0.1', 65_536, 'port'],
    ['127.0.0.1', -1, 'port'],
  ])('at %s:%i is an error that names what is wrong', async (host, port, field) => {
    await expect(listen(answer, { host, port })).rejects.toMatchObject({
      code: 'address-unavailable',
      details: { field },
    });
  });
});

describe('what is no request that can be read', () => {
  /** What a client hears that sends these bytes. */
  const heard = async (text: string): Promise<string> => {
    const server = await listen(answer, { host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write(text);
    const parts: Buffer[] = [];
    for await (const part of socket) parts.push(part as Buffer);
    await server.close();
    return Buffer.concat(parts).toString();
  };

  it.each([
    [
      'an address of 1 MB',
      `GET /${'a'.repeat(1_000_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      431,
      'head-too-large',
    ],
    ['headers of 1 MB', `GET / HTTP/1.1\r\nA: ${'a'.repeat(1_000_000)}\r\n\r\n`, 431, 'head-too-large'],
    ['no HTTP', 'hello\r\n\r\n', 400, 'invalid-request'],
  ])('is answered with a problem, which the client gets to see: %s', async (_what, text, status, code) => {
    const response = await heard(text);
    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const problem = problemSchema.strict().parse(JSON.parse(response.split('\r\n\r\n')[1] ?? ''));
    expect(problem).toMatchObject({ status, code });
  });
});

describe('a client that does not read', () => {
  it('is cut off, and one that hears something now and then is not', async () => {
    let sent: ServerResponse | undefined;
    const server = await listen(
      (request, response) => {
        if (request.url === '/now-and-then') {
          let times = 0;
          const timer = setInterval(() => {
            times += 1;
            if (times < 12) return void response.write('.');
            clearInterval(timer);
            response.end('end');
          }, 50);
        } else {
          sent = response;
          response.write(Buffer.alloc(50_000_000));
        }
      },
      { host: '127.0.0.1', port: 0, idleMs: 300 },
    );
    const hearing = fetch(`${server.url}/now-and-then`);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
    socket.on('error', () => undefined).write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await expect.poll(() => sent?.destroyed, { timeout: 5000 }).toBe(true);
    expect(await (await hearing).text()).toMatch(/\.end$/);
    socket.destroy();
    await server.close();
  });
});

describe('closing', () => {
  it('ends idle connections at once and waits for an answer under way', async () => {
    const started: ServerResponse[] = [];
    const server = await listen(
      (request, response) => {
        if (request.url === '/slow') started.push(response);
        else response.end('ok');
      },
      { host: '127.0.0.1', port: 0 },
    );
    const agent = new Agent({ keepAlive: true });
    const idle = await new Promise<IncomingMessage>((resolve) => get(`${server.url}/`, { agent }, resolve));
    await idle.resume().toArray();
    const slow = fetch(`${server.url}/slow`);
    while (started.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const closed = server.close();
    started[0]?.end('late');
    expect(await (await slow).text()).toBe('late');
    await closed;
    await expect(fetch(server.url)).rejects.toThrow('fetch failed');
    agent.destroy();
  });

  it('may be asked for twice', async () => {
    const server = await listen(answer, { host: '127.0.0.1', port: 0 });
    await Promise.all([server.close(), server.close()]);
    await expect(server.close()).resolves.toBeUndefined();
  });
});
