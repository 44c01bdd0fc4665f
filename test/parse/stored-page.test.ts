import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_PARSE_OPTIONS as OPTIONS } from '../../import/parse/parse-options.ts';
import { parsePage } from '../../import/parse/parse-page.ts';
import { readStored, storedPage } from '../../import/parse/stored-page.ts';

const piece = fc.constantFrom(
  '---\ntitle: Über [[x]]\naliases: [a, "b: c"]\nrating: .inf\nup: [[Home|label]]\nindex: true\n---\n',
  '---\nbroken: [\n---\n',
  '# Heading [[a]]\n\n## Deeper\n\n',
  'From: [[channel]] <br/>\n\n',
  'A sentence with [[b#part|a label]] and ![[image.png|200]]. Another, [md](c.md#x), follows.\n\n',
  'see:: [[d]] <a class="yt-timestamp" data-t="00:01:02">[00:01:02]</a> then [[e]]\n\n',
  '<a class="yt-timestamp" data-t="soon">soon</a> | ’ 光 \ud83d\ude00 \ud800 [[f]]\n\n',
  '#tag a block ^block\n\n',
);
const page = fc.oneof(
  fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

describe('a parsed page in a store', () => {
  test('comes back as it was', () => {
    fc.assert(
      fc.property(page, (markdown) => {
        const parsed = parsePage('a.md', markdown);
        expect(readStored(storedPage(parsed), 'a.md', markdown, OPTIONS)).toEqual(parsed);
      }),
    );
  });

  test('is parsed again where the store holds something else', () => {
    const markdown = '# Fog\n\nA sentence with [[rain]].\n';
    const parsed = parsePage('fog.md', markdown);
    const stored = JSON.parse(storedPage(parsed)) as Record<string, unknown>;
    for (const other of [
      '',
      'null',
      '{',
      JSON.stringify({ ...stored, links: [{ target: 'rain' }] }),
      JSON.stringify({ ...stored, timeMarks: -1 }),
      JSON.stringify({ ...stored, aliases: 'fog' }),
    ]) {
      expect(readStored(other, 'fog.md', markdown, OPTIONS)).toEqual(parsed);
    }
  });
});
