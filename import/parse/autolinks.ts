/** Autolinks, `<https://…>` and `<name@host>`. Invariant: linear: none reaches over a blank or bracket. */

const ADDRESS = /^[a-zA-Z][a-zA-Z0-9+.-]{1,31}:/;
const EMAIL =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** Where the autolink at `start`, a `<`, ends; -1 where there is none. */
export function autolinkEnd(text: string, start: number): number {
  for (let end = start + 1; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === 60 || code <= 32) return -1;
    if (code === 62 /* > */) {
      const written = text.slice(start + 1, end);
      return ADDRESS.test(written) || (written.includes('@') && EMAIL.test(written)) ? end + 1 : -1;
    }
  }
  return -1;
}

/** The address an autolink's inside stands for. */
export function autolinkAddress(written: string): string {
  return ADDRESS.test(written) ? written : `mailto:${written}`;
}
