import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serverSettings } from '../../cli/server-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'wiki-atlas-settings-'));
let files = 0;
const file = (text: string): string => {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, text);
  return path;
};
const TOKEN = 'a-token-of-some-length';

describe('settings of a server', () => {
  it('are the usual ones where nothing is said', () => {
    expect(serverSettings({}, {})).toEqual({
      port: 4747,
      host: '127.0.0.1',
      public: false,
      cors: [],
      allowHost: [],
      rateLimit: 600,
      trustProxy: 0,
      log: 'off',
      token: null,
    });
  });

  it('come from flags first, then from variables, then from the file', () => {
    const config = file('{"port": 1000, "rateLimit": 10, "log": "json", "cors": ["https://a.example"]}');
    const environment = { WIKI_ATLAS_CONFIG: config, WIKI_ATLAS_PORT: '2000', WIKI_ATLAS_RATE_LIMIT: '20' };
    expect(serverSettings({ port: '3000' }, environment)).toMatchObject({
      port: 3000,
      rateLimit: 20,
      log: 'json',
      cors: ['https://a.example'],
    });
  });

  it('take several names from one variable, and a token from a file', () => {
    const environment = {
      WIKI_ATLAS_ALLOW_HOST: 'a.example, b.example',
      WIKI_ATLAS_TOKEN_FILE: file(`${TOKEN}\n`),
    };
    expect(serverSettings({}, environment)).toMatchObject({
      allowHost: ['a.example', 'b.example'],
      token: TOKEN,
    });
    expect(serverSettings({}, { WIKI_ATLAS_PUBLIC: '0' }).public).toBe(false);
  });

  it.each([
    [{ port: '70000' }, {}, '--port'],
    [{}, { WIKI_ATLAS_PORT: 'x' }, 'WIKI_ATLAS_PORT'],
    [{}, { WIKI_ATLAS_PUBLIC: 'perhaps' }, 'WIKI_ATLAS_PUBLIC'],
    [{ cors: ['*'] }, {}, '--cors'],
    [{ cors: ['https://a.example/path'] }, {}, '--cors'],
    [{ allowHost: ['a.example:80'] }, {}, '--allow-host'],
    [{ log: 'xml' }, {}, '--log'],
    [{}, { WIKI_ATLAS_TOKEN: 'short' }, 'WIKI_ATLAS_TOKEN'],
    [{}, { WIKI_ATLAS_TOKEN_FILE: '/nowhere/at/all' }, 'WIKI_ATLAS_TOKEN_FILE'],
  ])('that are not valid are named by where they stand: %j %j', (flags, environment, name) => {
    expect(() => serverSettings(flags, environment)).toThrow(new RegExp(`^${name}: `));
  });

  it.each([
    ['{"prot": 1}', /prot: there is no such setting/],
    ['{"port": "x"}', /port: must be a whole number/],
    ['{"token": "a-token-of-some-length"}', /token: belongs into WIKI_ATLAS_TOKEN/],
    ['{', /JSON/],
  ])('in a file that is not valid end the start: %s', (text, why) => {
    expect(() => serverSettings({ config: file(text) }, {})).toThrow(why);
    expect(() => serverSettings({ config: file(text) }, {})).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    );
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'wiki.example', '127.evil.example'])(
    'do not open the wiki to other machines by accident: %s',
    (host) => {
      expect(() => serverSettings({ host }, {})).toThrow(/refusing to listen on .* without a token/);
      expect(serverSettings({ host, public: true }, {}).token).toBeNull();
      expect(serverSettings({ host }, { WIKI_ATLAS_TOKEN: TOKEN }).token).toBe(TOKEN);
    },
  );
});
