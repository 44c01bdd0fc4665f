/** Reads server-sent events over real HTTP, each checked against its schema. */
import { eventSchemas, type EventName } from '../../graph/api.ts';

export interface HeardEvent {
  name: EventName;
  id: string | null;
  data: unknown;
}

export interface EventReader {
  headers: Headers;
  /** the next event of this name; others before it are passed over */
  next(name: EventName): Promise<HeardEvent>;
  /** resolves when the server ends the stream */
  ended(): Promise<void>;
  close(): void;
}

export async function readEvents(url: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(`${url}/api/events`, { headers, signal: abort.signal });
  if (!response.body) throw new Error(`no stream: ${response.status}`);
  const events = parsed(response.body.pipeThrough(new TextDecoderStream()));
  return {
    headers: response.headers,
    async next(name) {
      for (;;) {
        const { value, done } = await events.next();
        if (done) throw new Error(`the stream ended before ${name}`);
        if (value.name === name) return value;
      }
    },
    async ended() {
      while (!(await events.next()).done);
    },
    close: () => abort.abort(),
  };
}

async function* parsed(text: ReadableStream<string>): AsyncGenerator<HeardEvent, undefined> {
  let rest = '';
  for await (const part of text) {
    const blocks = (rest + part).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
      const name = fields.get('event');
      if (name === undefined) continue;
      if (!isName(name)) throw new Error(`there is no event ${name}`);
      const data: unknown = eventSchemas[name].strict().parse(JSON.parse(fields.get('data') ?? ''));
      yield { name, id: fields.get('id') ?? null, data };
    }
  }
  return undefined;
}

const isName = (name: string): name is EventName => Object.hasOwn(eventSchemas, name);
