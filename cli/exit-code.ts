/**
 * The one place where error codes become exit codes: 0 done, 1 findings (said by `check`, and by
 * `path` where there is none), 2 usage or input, 3 the store, 70 a bug of ours.
 */
import { CommanderError } from 'commander';
import { AtlasError, type ErrorCode } from '../graph/errors.ts';

/** What was asked for was looked for, and is not as it should be. */
export const FINDINGS = 1;

const EXIT_CODES: Record<ErrorCode, number> = {
  'invalid-request': 2,
  'page-not-found': 2,
  'route-not-found': 2,
  'method-not-allowed': 2,
  'head-too-large': 2,
  unauthorized: 2,
  'too-many-requests': 2,
  usage: 2,
  'folder-not-found': 2,
  'folder-without-pages': 2,
  'config-invalid': 2,
  'port-in-use': 2,
  'address-unavailable': 2,
  'store-unavailable': 3,
  'store-incompatible': 3,
};

/** Exit code of anything thrown. Commander gives `--help` and `--version` the code 0, wrong usage 1. */
export function exitCode(error: unknown): number {
  if (error instanceof AtlasError) return EXIT_CODES[error.code];
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return 70;
}
