/** Errors on their way from one thread to another, where they would lose their class. */
import { AtlasError, type ErrorCode, type ErrorDetails } from './errors.ts';

export interface SentError {
  message: string;
  /** null for an error that is none of ours */
  code: ErrorCode | null;
  details: ErrorDetails;
  stack: string | undefined;
}

/** What of anything thrown goes to another thread. */
export function sentError(error: unknown): SentError {
  const ours = error instanceof AtlasError;
  return {
    message: error instanceof Error ? error.message : String(error),
    code: ours ? error.code : null,
    details: ours ? error.details : {},
    stack: error instanceof Error ? error.stack : undefined,
  };
}

/** The error that was sent: an AtlasError where it was one. */
export function receivedError({ message, code, details, stack }: SentError): Error {
  const error = code === null ? new Error(message) : new AtlasError(code, message, details);
  if (stack !== undefined) error.stack = stack;
  return error;
}
