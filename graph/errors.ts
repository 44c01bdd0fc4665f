/**
 * The closed union of error codes. Mapped to HTTP in server/problem.ts and to exit codes in
 * cli/exit-code.ts, and nowhere else; anything that is no AtlasError is a bug.
 */

export type ErrorCode =
  | 'invalid-request'
  | 'page-not-found'
  | 'route-not-found'
  | 'method-not-allowed'
  | 'head-too-large'
  | 'unauthorized'
  | 'too-many-requests'
  | 'usage'
  | 'folder-not-found'
  | 'folder-without-pages'
  | 'config-invalid'
  | 'port-in-use'
  | 'address-unavailable'
  | 'store-unavailable'
  | 'store-incompatible';

export interface ErrorDetails {
  /** the parameter or option at fault */
  field?: string;
  /** ids close to the one that was asked for */
  near?: string[];
}

export class AtlasError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AtlasError';
    this.code = code;
    this.details = details;
  }
}
