import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEvents } from '../server/event-reader.ts';
import { makeWiki, printed, runCommand, startCommand } from './run-command.ts';

describe('wiki-atlas serve', () => {
  it('told to stop, ends its streams and half-sent requests, and is gone in time', async () => {
    const wiki = await makeWiki({ 'a.md': 'See [[b]].\n', 'b.md': 'b\n' });
    const child = startCommand(['serve', wiki, '--port', '0', '--log', 'json']);
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [, url = ''] = await printed(child, /at (http:\S+)/);
    const events = await readEvents(url);
    await events.next('graph-changed');
    const halfSent = connect(Number(new URL(url).port), '127.0.0.1');
    halfSent.on('error', () => undefined).write('GET /api/stats HTTP/1.1\r\nHost: localhost\r\nX-Half');
    await fetch(`${url}/api/search?q=secret`);
    const exit = once(child, 'exit', { signal: AbortSignal.timeout(5000) });
    child.kill('SIGTERM');
    await events.ended();
    expect((await exit)[0]).toBe(0);
    halfSent.destroy();
    const lines = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual(expect.objectContaining({ route: '/api/search', status: 200, level: 30 }));
    expect(said).not.toContain('secret');
    await rm(dirname(wiki), { recursive: true });
  });

  it('refuses to be reached by other machines without a token, and says what to do', async () => {
    const { code, stderr } = await runCommand('serve', 'examples', '--host', '0.0.0.0');
    expect(code).toBe(2);
    expect(stderr).toContain('WIKI_ATLAS_TOKEN');
    expect(stderr).toContain('--public');
  });

  it('tells who listens which pages an edit changed', async () => {
    const wiki = await makeWiki({ 'a.md': 'See [[b]].\n', 'b.md': 'b\n', 'c.md': 'c\n' });
    const child = startCommand(['serve', wiki, '--port', '0']);
    const [, url = ''] = await printed(child, /at (http:\S+)/);
    const events = await readEvents(url);
    const first = await events.next('graph-changed');
    await writeFile(`${wiki}/c.md`, 'See [[b]] and [[Wanted]].\n');
    const { data, id } = await events.next('graph-changed');
    const { changed } = data as { changed: string[] | null };
    // Null where the store was seen to have changed before the import told what.
    expect([null, 'Wanted c']).toContain(changed?.toSorted().join(' ') ?? null);
    // Whoever comes again by now is told what it missed.
    const again = await readEvents(url, { 'last-event-id': first.id ?? '' });
    const missed = await again.next('graph-changed');
    expect(missed).toMatchObject({ id, data: { changed: expect.arrayContaining(['c', 'Wanted']) } });
    child.kill('SIGTERM');
    await once(child, 'exit');
    await rm(dirname(wiki), { recursive: true });
  });
});
