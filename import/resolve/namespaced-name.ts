/**
 * Logseq's file names: pages of a namespace lie side by side, `A___B.md` for `[[A/B]]` (`A%2FB.md`
 * before), and characters a file name may not hold are percent-encoded.
 */
import { percentDecoded } from './paths.ts';

const SEPARATOR = /___/g;

/** The page's name that a file name (without `.md`) stands for, null where it is the file name itself. */
export function namespacedName(fileName: string): string | null {
  if (!fileName.includes('___') && !fileName.includes('%')) return null;
  const name = percentDecoded(fileName.replace(SEPARATOR, '/'));
  return name === fileName ? null : name;
}
