/**
 * Asks a server about random pages over connections that stay open, each asking again as soon as it
 * was answered: `run-load.js ADDRESS PAGES-FILE CONNECTIONS SECONDS`. A process of its own, so that
 * the server's clock is not this one's. Invariant: an answer counts once it is there to its end.
 */
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Load } from './api-load.ts';
import { percentile } from './spread.ts';

const [address = '', pagesFile = '', connections = '', duration = ''] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(pagesFile, 'utf8')) as string[];
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) });
const milliseconds: number[] = [];
const failures = new Map<string, number>();
let bytes = 0;

const start = performance.now();
const seconds = (): number => (performance.now() - start) / 1000;
const isOver = (): boolean => seconds() >= Number(duration);

/** One request; its body stays compressed, as it would until the network is behind it. */
function ask(page: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = { 'Accept-Encoding': 'gzip, deflate, br' };
    const request = get(`${address}${encodeURIComponent(page)}`, { agent, headers }, (response) => {
      response.on('error', reject);
      if (response.statusCode !== 200) {
        text(response).then((said) => reject(new Error(`${response.statusCode} ${said}`)), reject);
        return;
      }
      let length = 0;
      response.on('data', (part: Buffer) => {
        length += part.length;
      });
      response.on('end', () => {
        if (length === 0) return reject(new Error('an empty answer'));
        bytes += length;
        milliseconds.push(performance.now() - began);
        resolve();
      });
    });
    request.on('error', reject);
  });
}

async function askOn(): Promise<void> {
  while (!isOver()) {
    try {
      await ask(pages[Math.floor(Math.random() * pages.length)] ?? '');
    } catch (error) {
      // What still waits at the end is given up, and has not failed.
      if (isOver()) return;
      const why = error instanceof Error ? error.message.slice(0, 100) : String(error);
      failures.set(why, (failures.get(why) ?? 0) + 1);
    }
  }
}

const end = setTimeout(() => agent.destroy(), Number(duration) * 1000);
await Promise.all(Array.from({ length: Number(connections) }, askOn));
clearTimeout(end);
const measured = seconds();
agent.destroy();
const load: Load = {
  answers: milliseconds.length,
  seconds: measured,
  p50: percentile(milliseconds, 0.5),
  p99: percentile(milliseconds, 0.99),
  bytes,
  failures: [...failures],
};
process.stdout.write(`${JSON.stringify(load)}\n`);
