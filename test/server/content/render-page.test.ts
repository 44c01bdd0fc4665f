import { describe, expect, it } from 'vitest';
import { renderPage } from '../../../server/content/render-page.ts';
import { pageSource } from './page-source.ts';

const link = (id: string, text: string, classes = 'page-link'): string =>
  `<a class="${classes}" data-page="${id}" href="/?page=${encodeURIComponent(id)}">${text}</a>`;

describe('a page as HTML', () => {
  it('leaves out front matter and a first heading that says the title', () => {
    const source = pageSource('---\ntitle: Page\n---\n\n# Page\n\nText.\n');
    expect(renderPage(source).trim()).toBe('<p>Text.</p>');
  });

  it('keeps a first heading that says something else, or holds a link', () => {
    expect(renderPage(pageSource('# Other\n'))).toBe('<h2 id="h-other">Other</h2>');
    const source = pageSource('# [[x|Page]]\n', [{ at: '[[x|Page]]', target: 'x', label: 'Page' }]);
    expect(renderPage(source)).toBe(`<h2 id="h-page">${link('x', 'Page')}</h2>`);
  });

  it('puts headings one level below their own and gives each an id of its own', () => {
    const html = renderPage(pageSource('## Same\n### Same\n## Same-1\n###### Deep & “odd”\n'));
    expect(html).toBe(
      '<h3 id="h-same">Same</h3><h4 id="h-same-1">Same</h4><h3 id="h-same-1-1">Same-1</h3>' +
        '<h6 id="h-deep-odd">Deep &#x26; “odd”</h6>',
    );
  });

  it('shows an embed by its caption, not by its size', () => {
    const shown = (label: string | null): string => {
      const at = label === null ? '![[a.png]]' : `![[a.png|${label}]]`;
      return renderPage(pageSource(at, [{ at, target: 'a.png', kind: 'attachment', label }]));
    };
    expect(shown('A caption|300x200')).toBe('<p><span class="attachment">A caption</span></p>');
    expect(shown('300')).toBe('<p><span class="attachment">a.png</span></p>');
  });

  it('shows a Markdown link to a wiki-link as the link it is', () => {
    const at = '[see *it*]([[A/B]])';
    const html = renderPage(pageSource(`As ${at}.`, [{ at, target: 'pages/A___B', label: 'see it' }]));
    expect(html).toBe(`<p>As ${link('pages/A___B', 'see <em>it</em>')}.</p>`);
  });

  it('shows tables, tasks, strikethrough, code and bare addresses', () => {
    const html = renderPage(
      pageSource(
        '| a | b |\n|:-:|---|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n~~old~~ https://a.example/b\n\n```js\nlet a;\n```\n',
      ),
    );
    expect(html).toContain('<th align="center">a</th>');
    expect(html).toContain('<li><input type="checkbox" disabled checked> done</li>');
    expect(html).toContain('<li><input type="checkbox" disabled> open</li>');
    expect(html).toContain('<s>old</s>');
    expect(html).toContain('<a class="external-link" href="https://a.example/b"');
    expect(html).toContain('<pre><code class="language-js">let a;\n</code></pre>');
  });
});

describe('links', () => {
  it('are where the import found them and nowhere else', () => {
    const source = pageSource('[[a]] and `[[a]]` and [[b]] and [c](c.md)\n', [
      { at: '[[a]] and', target: 'x/a' },
    ]);
    const [mention] = source.mentions;
    if (mention) mention.length = 5;
    expect(renderPage(source)).toBe(`<p>${link('x/a', 'a')} and <code>[[a]]</code> and [[b]] and c</p>`);
  });

  it('show their label, and without one their target as written', () => {
    const markdown = '[[a|The label]] [[Dir/Note#Part#Section]] [[#Here]]\n';
    const html = renderPage(
      pageSource(markdown, [
        { at: '[[a|The label]]', target: 'a', label: 'The label' },
        { at: '[[Dir/Note#Part#Section]]', target: 'note', fragment: 'Part#Section' },
        { at: '[[#Here]]', target: 'page', kind: 'self', fragment: 'Here' },
      ]),
    );
    expect(html).toBe(
      `<p>${link('a', 'The label')} ` +
        '<a class="page-link" data-page="note" href="/?page=note#h-section">Dir/Note › Part › Section</a> ' +
        '<a class="page-link" href="#h-here">Here</a></p>',
    );
  });

  it('stand in tables, lists, emphasis and headings', () => {
    const at = '[[a\\|A]]';
    const markdown = `## ${at}\n\n| x |\n|---|\n| ${at} |\n\n- **${at}**\n`;
    const html = renderPage(pageSource(markdown, [{ at, target: 'a', label: 'A' }]));
    expect(html).toContain(`<h3 id="h-a">${link('a', 'A')}</h3>`);
    expect(html).toContain(`<td>${link('a', 'A')}</td>`);
    expect(html).toContain(`<li><strong>${link('a', 'A')}</strong></li>`);
  });

  it('are found by bytes of the whole file, whatever stands before them', () => {
    const markdown = '\ufeff---\r\ntitle: Zürich\r\n---\r\n\r\n東京 🚀 é [[a]] [b *c*](b.md)\r\n';
    const html = renderPage(
      pageSource(markdown, [
        { at: '[[a]]', target: 'a' },
        { at: '[b *c*](b.md)', target: 'b' },
      ]),
    );
    expect(html).toContain(`<p>東京 🚀 é ${link('a', 'a')} ${link('b', 'b <em>c</em>')}</p>`);
  });

  it('of Markdown work as inline, reference and picture links', () => {
    const markdown = '[one](a.md "t") [two][r] [r] ![pic](a.md)\n\n[r]: b.md\n';
    const html = renderPage(
      pageSource(markdown, [
        { at: '[one](a.md "t")', target: 'a' },
        { at: '[two][r]', target: 'b' },
        { at: '[r] !', target: 'b' },
        { at: '![pic](a.md)', target: 'a', kind: 'attachment' },
      ]),
    );
    expect(html).toContain(
      `<p>${link('a', 'one')} ${link('b', 'two')} ${link('b', 'r')} <span class="attachment">pic</span></p>`,
    );
  });

  it('say by their class what they lead to', () => {
    const html = renderPage(
      pageSource('[[w]] ![[e]] ![[p.png]] [x](https://a.example/)\n', [
        { at: '[[w]]', target: 'w', kind: 'wanted' },
        { at: '![[e]]', target: 'e' },
        { at: '![[p.png]]', target: 'p.png', kind: 'attachment' },
        { at: '[x](https://a.example/)', target: 'https://a.example/', kind: 'external' },
      ]),
    );
    expect(html).toBe(
      `<p>${link('w', 'w', 'page-link wanted-link')} ${link('e', 'e', 'page-link embed-link')} ` +
        '<span class="attachment">p.png</span> <a class="external-link" href="https://a.example/" ' +
        'rel="noopener noreferrer nofollow" target="_blank">x</a></p>',
    );
  });

  it('never hold one another: the inner one stays', () => {
    const markdown = '[see [[a]] there](https://b.example) <a href="https://c.example">[[a]]</a>\n';
    const html = renderPage(pageSource(markdown, [{ at: '[[a]]', target: 'a' }]));
    expect(html).toBe(`<p>see ${link('a', 'a')} there ${link('a', 'a')}</p>`);
  });

  it('stay where Markdown would read their place as an address', () => {
    const markdown = '[^1]: [[a]]\n\n[text]([[a]]) https://b.example/[[a]]\n';
    const html = renderPage(pageSource(markdown, [{ at: '[[a]]', target: 'a' }]));
    expect(html).toContain(`<p>[^1]: ${link('a', 'a')}</p><p>[text](${link('a', 'a')}) <a class="external`);
    expect(html).toContain(`>https://b.example/</a>${link('a', 'a')}</p>`);
  });

  it('with a place that holds no link are left alone', () => {
    const source = pageSource('plain text\n', [{ at: 'text', target: 'a' }]);
    source.mentions.push({ ...source.mentions[0], offset: 9e9, length: 3 } as never);
    expect(renderPage(source)).toBe('<p>plain text</p>');
  });

  it('encode ids of any spelling', () => {
    const id = 'notes/100% "sure"<b>#?&東京';
    const html = renderPage(pageSource('[[a]]\n', [{ at: '[[a]]', target: id }]));
    expect(html).toContain(`href="/?page=${encodeURIComponent(id)}"`);
    expect(html).toContain('data-page="notes/100% &#x22;sure&#x22;<b>#?&#x26;東京"');
  });

  it('to pictures elsewhere are their description: nothing is fetched', () => {
    const html = renderPage(
      pageSource('![A cat](https://a.example/cat.png) <img src="https://a.example/dog.png">\n'),
    );
    expect(html).not.toContain('<img');
    expect(html).toContain('href="https://a.example/cat.png"');
    expect(html).toContain('>A cat</a>');
    expect(html).toContain('href="https://a.example/dog.png"');
  });
});

describe('time marks', () => {
  const mark = (clock: string, text = `[${clock}]`): string =>
    `<a class="yt-timestamp" data-t="${clock}">${text}</a>`;
  const video = { videoId: 'fnGz6E5BfmE' };

  it('open the video at their moment', () => {
    expect(renderPage(pageSource(`Said ${mark('00:02:03')}.\n`, [], video))).toBe(
      '<p>Said <a class="time-mark" href="https://www.youtube.com/watch?v=fnGz6E5BfmE&#x26;t=123s" ' +
        'target="_blank" rel="noopener noreferrer" data-at="123">2:03</a>.</p>',
    );
  });

  it('keep a text that is no time', () => {
    expect(renderPage(pageSource(mark('1:05', 'the start'), [], video))).toContain('>the start</a>');
  });

  it('are text where the time is none or the page has no video', () => {
    expect(renderPage(pageSource(mark('25h', 'late'), [], video))).toBe('<p>late</p>');
    expect(renderPage(pageSource(mark('00:02:03')))).toBe('<p>[00:02:03]</p>');
  });

  it('are read from [[00:26:34]] too, but not in code', () => {
    const html = renderPage(pageSource('[[00:26:34]] [[1:05|start]] `[[1:05]]`\n', [], video));
    expect(html).toMatch(
      /data-at="1594">26:34<\/a> <a [^>]*data-at="65">start<\/a> <code>\[\[1:05\]\]<\/code>/,
    );
  });
});
