/**
 * Time marks: `M:SS`, `HH:MM:SS` or `DD:HH:MM:SS` into a video, as seconds and back.
 * Invariant: what is none of these forms is null, never a guess.
 */

const CLOCK = /^(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/;

/** Seconds of a clock time, or null where it is none. */
export function parseTimeMark(text: string): number | null {
  const match = CLOCK.exec(text.trim());
  if (!match) return null;
  const [, days, hours, minutes, seconds] = match;
  if (hours !== undefined && (minutes ?? '').length !== 2) return null;
  if (hours !== undefined && Number(minutes) > 59) return null;
  if (days !== undefined && (hours?.length !== 2 || Number(hours) > 23)) return null;
  return ((Number(days ?? 0) * 24 + Number(hours ?? 0)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** `H:MM:SS`, or `M:SS` below an hour. */
export function formatTimeMark(seconds: number): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** The address that opens a video at a moment. */
export function videoUrl(videoId: string, seconds: number | null): string {
  const at = seconds === null ? '' : `&t=${seconds}s`;
  return `https://www.youtube.com/watch?v=${encodeURIComponent(videoId)}${at}`;
}
