/** What a server says of its own memory, in bytes. */
import { setTimeout } from 'node:timers/promises';

const RESIDENT = /^process_resident_memory_bytes (\d+)$/m;

export async function residentMemory(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const bytes = RESIDENT.exec(metrics)?.[1];
  if (bytes === undefined) throw new Error(`${url}/metrics says nothing of memory`);
  return Number(bytes);
}

/** Asks again and again until `work` has ended. */
export async function memoryDuring<T>(
  url: string,
  everyMs: number,
  work: Promise<T>,
): Promise<{ value: T; samples: number[] }> {
  const samples: number[] = [];
  const done = new AbortController();
  const sample = async (): Promise<void> => {
    while (!done.signal.aborted) {
      samples.push(await residentMemory(url));
      await setTimeout(everyMs, undefined, { signal: done.signal }).catch(() => undefined);
    }
  };
  const [value] = await Promise.all([work.finally(() => done.abort()), sample()]);
  return { value, samples };
}
