/**
 * How a server is to be run: flags first, then `WIKI_ATLAS_…` variables, then the file that
 * `--config` or `WIKI_ATLAS_CONFIG` names, then what is usual.
 * Invariant: a value that is not valid ends the start, and is named by where it stands. The file is
 * never looked for by itself: a folder of pages must not be able to open its own server to the world.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { AtlasError } from '../graph/errors.ts';
import { isLoopback } from '../server/access/own-host.ts';
import { logFormatSchema } from '../server/operations/request-log.ts';

const whole = (min: number, max: number) =>
  z
    .union(
      [
        z.int(),
        z
          .string()
          .regex(/^\d{1,9}$/)
          .transform(Number),
      ],
      `a whole number from ${min} to ${max}`,
    )
    .refine((value) => value >= min && value <= max, `a whole number from ${min} to ${max}`);
const flag = z.union(
  [z.boolean(), z.enum(['1', 'true', '0', 'false']).transform((text) => text === '1' || text === 'true')],
  'true or false',
);
const isOrigin = (text: string): boolean =>
  /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text;
const several = (item: z.ZodString) =>
  z.union([
    z.array(item).max(100),
    z
      .string()
      .transform((text) =>
        text
          .split(',')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
      .pipe(z.array(item)),
  ]);

const shape = {
  port: whole(0, 65_535).default(4747),
  host: z.string().min(1, 'an address of this machine').default('127.0.0.1'),
  public: flag.default(false),
  cors: several(z.string().refine(isOrigin, 'an origin like https://wiki.example, without a path')).default(
    [],
  ),
  allowHost: several(z.string().regex(/^[\w.-]{1,253}$/, 'a name like wiki.example, without a port')).default(
    [],
  ),
  rateLimit: whole(0, 1_000_000).default(600),
  trustProxy: whole(0, 10).default(0),
  log: logFormatSchema.default('off'),
  token: z
    .string()
    .regex(/^\S{16,512}$/, 'at least 16 characters without blanks')
    .optional(),
  tokenFile: z.string().min(1).optional(),
};
const settingsSchema = z.strictObject(shape);
/** A token in a file of settings would be read by whoever reads the settings. */
const fileSchema = z.strictObject({
  ...shape,
  token: z.undefined('belongs into WIKI_ATLAS_TOKEN or a file that tokenFile names').optional(),
});

export interface ServerSettings extends Omit<z.output<typeof settingsSchema>, 'token' | 'tokenFile'> {
  token: string | null;
}

/** What the command line says; what it does not say is missing. */
export type ServerFlags = Partial<Record<Exclude<keyof typeof shape, 'token' | 'tokenFile'>, unknown>> & {
  config?: string;
};

const NAMES = Object.keys(shape) as (keyof typeof shape)[];

/** @throws AtlasError usage for flags and variables, config-invalid for the file, naming what is wrong */
export function serverSettings(flags: ServerFlags, environment: NodeJS.ProcessEnv): ServerSettings {
  const configFile = flags.config ?? environment.WIKI_ATLAS_CONFIG;
  const chosen = new Map<string, { value: unknown; from: string }>();
  if (configFile !== undefined && configFile !== '') {
    for (const [name, value] of Object.entries(readConfig(configFile))) {
      chosen.set(name, { value, from: `${configFile}: ${name}` });
    }
  }
  for (const name of NAMES) {
    const variable = `WIKI_ATLAS_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
    const text = environment[variable];
    if (text !== undefined && text !== '') chosen.set(name, { value: text, from: variable });
  }
  for (const name of NAMES) {
    const value = (flags as Record<string, unknown>)[name];
    const from = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    if (value !== undefined) chosen.set(name, { value, from });
  }
  const result = settingsSchema.safeParse(
    Object.fromEntries([...chosen].map(([name, { value }]) => [name, value])),
  );
  if (!result.success) {
    const issue = result.error.issues[0];
    const name = String(issue?.path[0] ?? '');
    throw new AtlasError('usage', `${chosen.get(name)?.from ?? name}: must be ${issue?.message}`, {
      field: name,
    });
  }
  const { token, tokenFile, ...settings } = result.data;
  const settled = { ...settings, token: token ?? (tokenFile === undefined ? null : readToken(tokenFile)) };
  refuseOpenDoor(settled);
  return settled;
}

/** A wiki that anyone on the network can read is never an accident. */
function refuseOpenDoor({ host, token, public: isPublic }: ServerSettings): void {
  if (token !== null || isPublic || isLoopback(host)) return;
  throw new AtlasError(
    'usage',
    `refusing to listen on ${host} without a token: whoever reaches this machine could read the whole wiki. ` +
      'Set WIKI_ATLAS_TOKEN (openssl rand -hex 24) or WIKI_ATLAS_TOKEN_FILE, or say --public if all may read it',
    { field: 'host' },
  );
}

function readConfig(file: string): object {
  const fail = (why: string, cause?: unknown): AtlasError =>
    new AtlasError('config-invalid', `${file}: ${why}`, { field: 'config' }, { cause });
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw fail(error instanceof Error ? error.message : String(error), error);
  }
  const result = fileSchema.safeParse(parsed);
  if (!result.success) {
    const issue = result.error.issues[0];
    if (issue?.code === 'unrecognized_keys') throw fail(`${issue.keys[0] ?? ''}: there is no such setting`);
    throw fail(
      `${issue?.path.join('.') || 'the file'}: must be ${issue?.message}`.replace(
        'must be belongs',
        'belongs',
      ),
    );
  }
  // What the file leaves out is no choice of its.
  return parsed as object;
}

function readToken(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AtlasError(
      'usage',
      `WIKI_ATLAS_TOKEN_FILE: the file cannot be read (${why})`,
      { field: 'tokenFile' },
      { cause: error },
    );
  }
  if (shape.token.safeParse(text).success) return text;
  throw new AtlasError(
    'usage',
    `WIKI_ATLAS_TOKEN_FILE: ${file} must hold at least 16 characters without blanks`,
    { field: 'tokenFile' },
  );
}
