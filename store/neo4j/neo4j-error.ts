/**
 * The adapter's edge: the one place where what the driver and the server say becomes an AtlasError.
 * Invariant: a message names the server and what to do, and never a password.
 */
import { Neo4jError } from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';

/** What the server is asked to be. */
const OLDEST_VERSION = '5.26';

/**
 * An error of the driver as an AtlasError with what to do about it; any other is given back as it is.
 * @param location host, port and database, for people
 */
export function neo4jError(error: unknown, location: string): unknown {
  if (isClosed(error)) {
    return new AtlasError('store-unavailable', `the store ${location} is closed`, {}, { cause: error });
  }
  if (!(error instanceof Neo4jError)) return error;
  if (error.code === 'Neo.ClientError.Procedure.ProcedureNotFound') return tooOld(location, error);
  const message = `the store ${location} ${reason(error)}`;
  return new AtlasError('store-unavailable', message, {}, { cause: error });
}

/**
 * Whether a transaction that failed with this may have been committed all the same: the connection
 * was lost, or the server failed in its last step. What a client did wrong was rolled back.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  const { cause } = error instanceof AtlasError ? error : {};
  if (cause instanceof Neo4jError) return !cause.code.startsWith('Neo.ClientError.');
  return error instanceof SilentServer;
}

/**
 * Whether a server knows nothing of the state that its client saw last: it says so, or waits for
 * that state in silence.
 */
export function isOfBookmark(error: unknown): boolean {
  return error instanceof SilentServer || (error instanceof Neo4jError && error.code.includes('Bookmark'));
}

/** Whether an index that a query names is there, and not to be used yet. The server has no code of its own for it. */
export function isOfComingIndex(error: unknown): boolean {
  return error instanceof Neo4jError && error.message.startsWith('Failed to fulfil the hints');
}

/** Where a server said nothing at all for longer than it may. */
export class SilentServer extends AtlasError {
  constructor(location: string) {
    super('store-unavailable', `the store ${location} does not answer; ask again in a moment`);
  }
}

export function tooOld(location: string, cause?: unknown): AtlasError {
  return new AtlasError(
    'store-incompatible',
    `the Neo4j at ${location} is too old; it must be ${OLDEST_VERSION} or newer`,
    {},
    { cause },
  );
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && /Pool is closed|driver is closed|closed driver/i.test(error.message);
}

/** By `code`, which is the same in all versions; the GQL status is not. */
function reason(error: Neo4jError): string {
  const { code } = error;
  // the driver has no code for it
  if (/acquisition timed out/i.test(error.message)) {
    return 'does not answer, or all connections to it are busy; raise ?connections= if it is well';
  }
  if (code.includes('Bookmark')) {
    return 'is older than what was seen of it before; it may have been restored, ask again in a moment';
  }
  if (code.startsWith('Neo.ClientError.Security.')) return securityReason(code);
  switch (code) {
    case 'Neo.ClientError.Database.DatabaseNotFound':
      return 'has no database of this name; check what follows the address in --store';
    case 'Neo.ClientError.Cluster.NotALeader':
    case 'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase':
    case 'Neo.ClientError.General.WriteOnReadOnlyAccessMode':
    case 'Neo.ClientError.General.ReadOnly':
      return 'takes no writes here: the database is read-only, or its server only follows; use neo4j:// to reach the one that leads';
    case 'Neo.ClientError.Transaction.TransactionTimedOut':
    case 'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration':
      return 'took too long to answer; it may be busy, ask again in a moment';
    case 'Neo.TransientError.General.MemoryPoolOutOfMemoryError':
    case 'Neo.TransientError.General.OutOfMemoryError':
      return 'has too little memory for this; raise server.memory.heap.max_size';
    case 'Neo.TransientError.General.DatabaseUnavailable':
    case 'Neo.TransientError.Database.DatabaseUnavailable':
      return 'has a database that is not available now; it may be starting';
    // of the driver's own where there is no code: no connection in time
    case 'N/A':
    case 'ServiceUnavailable':
    case 'SessionExpired':
      if (/certificate/i.test(error.message)) {
        return `has a certificate that is not trusted; name its authority in NODE_EXTRA_CA_CERTS, or ask for +ssc in the address to trust any (${error.message})`;
      }
      return `cannot be reached; check that the server runs and that the address is right (${error.message})`;
    case 'ProtocolError':
      return `does not speak Bolt as expected; check the port (${error.message})`;
    default:
      return `said ${code} (${error.message})`;
  }
}

function securityReason(code: string): string {
  if (code.endsWith('.AuthenticationRateLimit')) {
    return 'refuses to log in after too many tries; wait a few seconds';
  }
  if (code.endsWith('.CredentialsExpired')) return 'wants the password changed first';
  if (code.endsWith('.Forbidden')) return 'does not allow this user to do so; check the roles of the user';
  return 'refuses the user or the password; check the name in --store, and NEO4J_PASSWORD';
}
