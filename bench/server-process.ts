/** A server as a process of its own. Invariant: it is used once it has said its address, and gone afterwards. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** Runs Node with these arguments. @throws where it ends before a line of its output names an address */
export async function withServer<T>(args: string[], use: (url: string) => Promise<T>): Promise<T> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /https?:\/\/\S+/.exec(line)?.[0];
      if (url !== undefined) return await use(url);
    }
    throw new Error(`no server: ${args.join(' ')}`);
  } finally {
    child.kill();
    await ended;
  }
}
