/**
 * Asks a server about random pages over connections that stay open, each asking again as soon as it
 * was answered: `run-load.js ADDRESS PAGES-FILE CONNECTIONS SECONDS`. A process of its own, so that
 * the server's clock is not this one's, and so little work for each answer that the server is what
 * is measured: where both share a machine, Node's own client takes as long as the server does.
 * Invariant: an answer counts once it is there to its end.
 */
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Load } from './api-load.ts';
import { percentile } from './spread.ts';

const [address = '', pagesFile = '', connections = '', duration = ''] = process.argv.slice(2);
const { hostname, port, host, pathname, search } = new URL(address);
const pages = JSON.parse(readFileSync(pagesFile, 'utf8')) as string[];
const paths = pages.map((page) => `${pathname}${search}${encodeURIComponent(page)}`);
const milliseconds: number[] = [];
const failures = new Map<string, number>();
let bytes = 0;

const HEAD_END = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: (\d+)/i;

const start = performance.now();
const seconds = (): number => (performance.now() - start) / 1000;
const isOver = (): boolean => seconds() >= Number(duration);

/** An answer while it comes in; its body stays compressed, as it would until the network is behind it. */
interface Answer {
  /** what was received of its head */
  head: Buffer;
  status: number;
  /** bytes of the body, -1 until its head is there */
  length: number;
  received: number;
}

/** @throws where the head is not one that this client can read */
function take(answer: Answer, part: Buffer): void {
  if (answer.length >= 0) {
    answer.received += part.length;
    return;
  }
  answer.head = answer.head.length === 0 ? part : Buffer.concat([answer.head, part]);
  const end = answer.head.indexOf(HEAD_END);
  if (end < 0) return;
  const head = answer.head.toString('latin1', 0, end);
  answer.status = Number(head.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length));
  answer.length = Number(LENGTH.exec(head)?.[1] ?? Number.NaN);
  answer.received = answer.head.length - end - HEAD_END.length;
  if (Number.isNaN(answer.length)) throw new Error('an answer that does not say how long it is');
}

/** Asks over one connection until it fails or time is up. */
function askOver(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer: Answer;
    let began = 0;
    const ask = (): void => {
      if (isOver()) return resolve();
      answer = { head: Buffer.alloc(0), status: 0, length: -1, received: 0 };
      began = performance.now();
      const path = paths[Math.floor(Math.random() * paths.length)] ?? '';
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: gzip, deflate, br\r\n\r\n`);
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed')));
    socket.on('data', (part) => {
      try {
        take(answer, part as Buffer);
        if (answer.length < 0 || answer.received < answer.length) return;
        if (answer.status !== 200) throw new Error(`${answer.status}`);
        if (answer.length === 0) throw new Error('an empty answer');
      } catch (error) {
        return reject(error);
      }
      bytes += answer.length;
      milliseconds.push(performance.now() - began);
      ask();
    });
    socket.once('connect', ask);
  });
}

const sockets = new Set<Socket>();

async function askOn(): Promise<void> {
  while (!isOver()) {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    sockets.add(socket);
    try {
      await askOver(socket);
    } catch (error) {
      // What still waits at the end is given up, and has not failed.
      if (isOver()) return;
      const why = error instanceof Error ? error.message.slice(0, 100) : String(error);
      failures.set(why, (failures.get(why) ?? 0) + 1);
    } finally {
      socket.destroy();
      sockets.delete(socket);
    }
  }
}

const end = setTimeout(() => sockets.forEach((socket) => socket.destroy()), Number(duration) * 1000);
await Promise.all(Array.from({ length: Number(connections) }, askOn));
clearTimeout(end);
const load: Load = {
  answers: milliseconds.length,
  seconds: seconds(),
  p50: percentile(milliseconds, 0.5),
  p99: percentile(milliseconds, 0.99),
  bytes,
  failures: [...failures],
};
process.stdout.write(`${JSON.stringify(load)}\n`);
