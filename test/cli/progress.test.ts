import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { startProgress } from '../../cli/progress.ts';

describe('the progress bar', () => {
  it('leaves the cursor alone, which an interrupted command could not bring back', () => {
    const stream = Object.assign(new PassThrough(), {
      isTTY: true,
      columns: 80,
      cursorTo: () => true,
      clearLine: () => true,
      clearScreenDown: () => true,
      moveCursor: () => true,
      getWindowSize: () => [80, 24],
    });
    const progress = startProgress(stream as unknown as NodeJS.WriteStream);
    progress.on('parse', 1, 10);
    progress.end();
    const written = String(stream.read());
    expect(written).toContain('Reading pages');
    expect(written).not.toContain('\u001b[?25l');
  });
});
