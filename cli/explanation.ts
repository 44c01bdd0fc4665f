/** What a person is told of an error. Invariant: safe to show on a terminal. */
import { CommanderError } from 'commander';
import { AtlasError } from '../graph/errors.ts';
import { plain } from './terminal-text.ts';

/** One line for what the user can mend; the stack only for what is a bug of ours. */
export function explanation(error: unknown): string {
  return plain(explained(error));
}

function explained(error: unknown): string {
  if (error instanceof CommanderError) return error.message.replace(/^error: /, '');
  if (error instanceof AtlasError) {
    const near = error.details.near ?? [];
    return near.length > 0 ? `${error.message}\n  near: ${near.join('\n        ')}` : error.message;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
