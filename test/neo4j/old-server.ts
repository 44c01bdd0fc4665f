/**
 * Answers as much of the Bolt protocol (4.4) as it takes to say which server one is. It stands for a
 * server that is too old; a real one is hundreds of megabytes more to fetch.
 */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** The signatures of messages without which a driver would not go on. */
const GOODBYE = 0x02;
const BOLT_4_4 = Buffer.from([0, 0, 4, 4]);
const HANDSHAKE_BYTES = 20;

export async function answerAsOldServer(agent: string): Promise<{ uri: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let seen = Buffer.alloc(0);
    let greeted = false;
    socket
      .on('error', () => undefined)
      .on('data', (part: Buffer) => {
        seen = Buffer.concat([seen, part]);
        if (!greeted) {
          if (seen.length < HANDSHAKE_BYTES) return;
          seen = seen.subarray(HANDSHAKE_BYTES);
          greeted = true;
          socket.write(BOLT_4_4);
        }
        for (let message = firstMessage(seen); message; message = firstMessage(seen)) {
          seen = seen.subarray(message.length);
          if (message.signature === GOODBYE) socket.end();
          else socket.write(success({ server: agent, connection_id: 'bolt-1' }));
        }
      });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `bolt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Chunks, each with its length in two bytes, up to one of length 0; the second byte of the first tells the kind. */
function firstMessage(bytes: Buffer): { length: number; signature: number } | null {
  for (let at = 0; at + 2 <= bytes.length;) {
    const size = bytes.readUInt16BE(at);
    if (size === 0 && at > 0) return { length: at + 2, signature: bytes[3] ?? 0 };
    at += 2 + size;
  }
  return null;
}

/** PackStream: a structure of one field, signature SUCCESS, with a map of short strings. */
function success(fields: Record<string, string>): Buffer {
  const entries = Object.entries(fields);
  const text = (value: string): Buffer =>
    Buffer.concat([Buffer.from([0xd0, Buffer.byteLength(value)]), Buffer.from(value)]);
  const body = Buffer.concat([
    Buffer.from([0xb1, 0x70, 0xa0 + entries.length]),
    ...entries.flatMap(([key, value]) => [text(key), text(value)]),
  ]);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(body.length);
  return Buffer.concat([size, body, Buffer.from([0, 0])]);
}
