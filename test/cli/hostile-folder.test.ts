/**
 * A folder with all that a wiki can hold against its reader, imported and served by the real command.
 * Each part has its own cases elsewhere: test/parse/hostile-pages, test/parse/front-matter,
 * test/import/read-folder and test/server/content/hostile-pages.
 */
import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkListSchema, pageContentSchema, reportListSchema, statsSchema } from '../../graph/api.ts';
import { makeWiki, printed, startCommand } from './run-command.ts';

const MARK = '/tmp/wiki-atlas-hostile-page-ran';
const BOMB = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  'b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]',
  'c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]',
]
  .concat(
    'd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]',
    'e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]',
    'f: [*e,*e,*e,*e,*e,*e,*e,*e,*e]',
  )
  .join('\n');
const TEXTS: Record<string, string> = {
  'html.md':
    '<script>alert(1)</script><img src=x onerror=alert(1)><p onclick=alert(1) style="position:fixed">kept</p>\n',
  'svg.md':
    '<svg onload=alert(1)><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>\n\nkept\n',
  'mathml.md':
    '<math><mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></mtext></math>\n\nkept\n',
  'css.md':
    '<style>body{background:url(https://evil.example)}</style><link rel=stylesheet href=//evil.example>\n\nkept\n',
  'addresses.md':
    '[a](javascript:alert(1)) <a href="data:text/html,<script>1</script>">b</a> ![c](data:text/html,x) kept\n',
  'time.md':
    '---\nvideoId: x\n---\n<a class="yt-timestamp" data-t="99:99:99:99:&quot; onclick=alert(1)">t</a> kept\n',
  'code.md': `---js\nrequire('fs').writeFileSync('${MARK}','1')\n---\nkept\n`,
  'yaml.md': `---\n${BOMB}\n---\nkept [[plain]]\n`,
  'many.md': `${'[[plain]] '.repeat(200_000)}\n`,
  'deep.md': `${'> '.repeat(50_000)}kept\n`,
  'nul.md': 'kept \0 text\n',
  'out.md':
    '[[../../../../etc/passwd]] [x](../../../etc/passwd) [y](file:///etc/passwd) ![[../secret]] kept\n',
  '__proto__.md': 'kept [[constructor]]\n',
  '..dots.md': 'hidden by its dot\n',
  '%2e%2e%2fpercent.md': 'kept\n',
  'plain.md': 'kept\n',
};
/** Names that Windows does not allow. */
const ODD_NAMES = [
  'back\\slash.md',
  'control\u0007bell.md',
  'bidi\u202egnp.md',
  'line\nbreak.md',
  'a"><img src=x onerror=alert(1)>.md',
];
const isPosix = process.platform !== 'win32';

let [wiki, url, said] = ['', '', ''];
let child: ChildProcess | undefined;
const page = async (id: string, part = ''): Promise<Response> =>
  fetch(`${url}/api/pages/${encodeURIComponent(id)}${part}`);

describe.runIf(isPosix)('a hostile folder', () => {
  beforeAll(async () => {
    wiki = await makeWiki(TEXTS);
    for (const name of ODD_NAMES) {
      const path = join(wiki, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'kept\n');
    }
    writeFileSync(join(wiki, 'bytes.md'), Buffer.from([0x6b, 0xff, 0xfe, 0xc0, 0x80, 0x0a]));
    writeFileSync(join(wiki, 'huge.md'), Buffer.alloc(50_000_000, 'word '));
    writeFileSync(join(dirname(wiki), 'secret.md'), 'outside the folder');
    symlinkSync(join(dirname(wiki), 'secret.md'), join(wiki, 'linked.md'));
    symlinkSync(dirname(wiki), join(wiki, 'up'));
    symlinkSync(wiki, join(wiki, 'circle'));
    symlinkSync('twin-b.md', join(wiki, 'twin-a.md'));
    symlinkSync('twin-a.md', join(wiki, 'twin-b.md'));
    const makePipe = 'mkfifo';
    execFileSync(makePipe, [join(wiki, 'pipe.md')]);
    child = startCommand(['serve', wiki, '--port', '0', '--no-watch']);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    [, url = ''] = await printed(child, /at (http:\S+)/);
  }, 120_000);
  afterAll(async () => {
    if (child) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (wiki !== '') await rm(dirname(wiki), { recursive: true });
  });

  it('is imported, but for what lies outside, goes in circles or is no file', async () => {
    const { items, total } = reportListSchema.parse(
      await (await fetch(`${url}/api/reports/most-linked?limit=500`)).json(),
    );
    expect(total).toBeGreaterThan(0);
    expect(items.find(({ id }) => id === 'plain')?.inDegree).toBe(2);
    const { pages } = statsSchema.parse(await (await fetch(`${url}/api/stats`)).json());
    // All but the one whose name begins with a dot, and the two of bytes and size.
    expect(pages).toBe(Object.keys(TEXTS).length - 1 + ODD_NAMES.length + 2);
    for (const id of ['linked', 'up/secret', 'circle/plain', 'twin-a', 'pipe', '../secret', '..dots']) {
      // A link may name it, and then it is wanted; there is no text of it.
      expect([id, (await page(id, '/content')).status]).toEqual([id, 404]);
    }
  });

  it('is warned of by file, in lines that are safe on a terminal', () => {
    for (const name of ['code.md', 'bytes.md', 'time.md', 'linked.md', 'up']) {
      expect(said).toMatch(new RegExp(`^${name}(?::\\d+)?: `, 'm'));
    }
    expect(said.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
  });

  it('runs nothing, in the import or in a browser', async () => {
    expect(existsSync(MARK)).toBe(false);
    for (const name of [...Object.keys(TEXTS), ...ODD_NAMES].filter((path) => path !== '..dots.md')) {
      const response = await page(name.slice(0, -3), '/content');
      expect([name, response.status]).toEqual([name, 200]);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-security-policy')).toContain("script-src 'self';");
      const { html } = pageContentSchema.parse(await response.json());
      expect(html).not.toMatch(
        /<(?:script|style|svg|math|img|link|iframe)|<[^>]+ (?:on\w+|style)=|href="(?:javascript|data|file):/i,
      );
    }
  });

  it('keeps the rest of each page', async () => {
    for (const id of [
      'svg',
      'css',
      'addresses',
      'time',
      'code',
      'yaml',
      'deep',
      'nul',
      'out',
      '__proto__',
      'mathml',
    ]) {
      const { html } = pageContentSchema.parse(await (await page(id, '/content')).json());
      expect([id, html]).toEqual([id, expect.stringContaining('kept')]);
    }
    const { items } = linkListSchema.parse(await (await page('many', '/links?direction=out')).json());
    expect(items[0]).toMatchObject({ count: 200_000, page: { id: 'plain' } });
    expect(items[0]?.mentions.length).toBeLessThanOrEqual(20);
  });

  it('answers with nothing from outside the folder', async () => {
    const { html } = pageContentSchema.parse(await (await page('out', '/content')).json());
    expect(html).not.toMatch(/root:|outside the folder/);
    for (const query of ['outside', 'root']) {
      const found = await (await fetch(`${url}/api/search?q=${query}`)).text();
      expect(found).not.toContain('outside the folder');
    }
  });
});
