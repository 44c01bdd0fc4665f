import { describe, expect, it } from 'vitest';
import { formatTimeMark, parseTimeMark } from '../../graph/time-mark.ts';

describe('a time mark', () => {
  it.each([
    ['0:07', 7],
    ['5:01', 301],
    ['75:30', 4530],
    ['00:05:01', 301],
    ['1:02:03', 3723],
    ['10:00:00', 36_000],
    ['01:02:03:04', 93_784],
    [' 00:00:09 ', 9],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseTimeMark(text)).toBe(seconds);
  });

  it.each([
    '',
    '5',
    '1234',
    ':30',
    '5:',
    '5:1',
    '5:60',
    '00:60:00',
    '1:2:03',
    '00:1:02',
    '00:00:5',
    '24:00:00:00:00',
    '01:24:00:00',
    '1:1:00:00',
    '-1:00',
    '1:00.5',
    '00:01:02]',
    'HH:MM:SS',
    '１:00',
    'https://x.y/1:00',
  ])('%j is none', (text) => {
    expect(parseTimeMark(text)).toBeNull();
  });

  it('is shown as a clock time', () => {
    expect([7, 301, 3723, 93_784].map(formatTimeMark)).toEqual(['0:07', '5:01', '1:02:03', '26:03:04']);
  });
});
