/**
 * What an import tells its user: what it took in, and every input it could not take as it stood.
 * Invariant: a warning names its file, and its line where there is one; nothing is dropped unsaid.
 */

export const WARNING_CODES = [
  'front-matter-invalid',
  'front-matter-engine',
  'time-mark-invalid',
  'file-unreadable',
  'file-encoding',
  'file-too-large',
  'id-taken',
  'link-outside',
  'home-not-found',
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];

export interface ImportWarning {
  code: WarningCode;
  path: string;
  line: number | null;
  /** what is wrong and what to do, one sentence or two */
  message: string;
}

export interface ImportReport {
  /** files parsed in this run; the others were unchanged */
  parsed: number;
  timeMarks: number;
  warnings: ImportWarning[];
}

export type ImportPhase = 'scan' | 'parse' | 'resolve' | 'analyse' | 'store';

/** Called often; `total` is 0 while unknown. */
export type OnProgress = (phase: ImportPhase, done: number, total: number) => void;
