/** What may be said after `--store`, and that no password is ever said back. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../cli/open-wiki.ts';
import { parseStore, shownLocation } from '../../cli/store-location.ts';
import { AtlasError } from '../../graph/errors.ts';

function refusal(text: string): AtlasError {
  try {
    parseStore(text);
  } catch (error) {
    if (error instanceof AtlasError) return error;
    throw error;
  }
  throw new Error(`${text} was taken`);
}

describe('--store', () => {
  it('names a file, or a database with its wiki', () => {
    expect(parseStore('sqlite:a.db')).toEqual({ kind: 'sqlite', file: resolve('a.db') });
    expect(parseStore('neo4j://ann@db.example:7687/team?wiki=notes')).toEqual({
      kind: 'neo4j',
      uri: 'neo4j://db.example:7687',
      user: 'ann',
      database: 'team',
      wiki: 'notes',
    });
    expect(parseStore('bolt://[::1]:7687')).toEqual({
      kind: 'neo4j',
      uri: 'bolt://[::1]:7687',
      user: null,
      database: null,
      wiki: 'wiki',
    });
  });

  it.each(['neo4j', 'neo4j+s', 'neo4j+ssc', 'bolt', 'bolt+s', 'bolt+ssc'])('takes %s://', (scheme) => {
    expect(parseStore(`${scheme}://host/db`)).toMatchObject({ uri: `${scheme}://host`, database: 'db' });
  });

  it('bounds connections and waiting where it is told to', () => {
    expect(parseStore('neo4j://h?connections=7&timeout=30&wiki=%C3%A9t%C3%A9')).toMatchObject({
      connections: 7,
      timeout: 30,
      wiki: 'été',
    });
    for (const query of [
      'connections=0',
      'connections=3',
      'connections=12345',
      'timeout=0',
      'timeout=1.5',
      'timeout=x',
      'wiki=',
      'conections=3',
      'wiki=a&wiki=b',
    ]) {
      expect(refusal(`neo4j://h?${query}`)).toMatchObject({ code: 'usage', details: { field: 'store' } });
    }
  });

  it.each([
    'neo4j://ann:s3cret@host/db',
    'neo4j://ann:s3cret@host/db/more',
    'bolt://:s3cret@host',
    'neo4j://ann:s3cret/@host',
    'neo4j://ann:s3cret',
    'neo4j://ann:s3cret%zz@host/%zz',
    'neo4j://host?password=s3cret',
    'http://ann:s3cret@host',
    'mysql://ann:s3cret@host/db?x=s3cret',
    'neo4j:ann:s3cret@host',
    'ann:s3cret@host',
    's3cret@host',
    'bolt+s:/ann:s3cret@host',
    'neo4j:ann:s3cret',
    'neo4j:/\\/ann:s3cret@host',
  ])('refuses %s and does not repeat what may be a password', (text) => {
    const { code, message } = refusal(text);
    expect(code).toBe('usage');
    expect(message).not.toContain('s3cret');
  });

  it('says where a password belongs', () => {
    expect(refusal('neo4j://ann:s3cret@host').message).toContain('NEO4J_PASSWORD_FILE');
  });

  it('is shown without its user', () => {
    expect(shownLocation(parseStore('neo4j+s://ann@host/db?wiki=w'))).toBe('neo4j+s://host/db?wiki=w');
  });
});

describe("a Neo4j's password", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const open = (text: string): Promise<unknown> => openStore(parseStore(text));

  it('is asked for where a user is named', async () => {
    vi.stubEnv('NEO4J_PASSWORD', undefined);
    vi.stubEnv('NEO4J_PASSWORD_FILE', undefined);
    await expect(open('bolt://ann@127.0.0.1:1')).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('NEO4J_PASSWORD'),
    });
  });

  it('comes from a file too; one that cannot be read is said, without what others hold', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wiki-atlas-password-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'password'), 's3cret\n');
    await chmod(join(folder, 'password'), 0o600);
    vi.stubEnv('NEO4J_PASSWORD', undefined);
    vi.stubEnv('NEO4J_PASSWORD_FILE', join(folder, 'password'));
    const away = open('bolt://ann@127.0.0.1:1?timeout=1');
    await expect(away).rejects.toMatchObject({
      code: 'store-unavailable',
      message: expect.not.stringContaining('s3cret'),
    });
    vi.stubEnv('NEO4J_PASSWORD_FILE', join(folder, 'missing'));
    await expect(open('bolt://ann@127.0.0.1:1')).rejects.toMatchObject({ code: 'usage' });
  });
});
