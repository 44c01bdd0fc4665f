/** The adapter's edge: the one place where what the driver and the server say becomes an AtlasError. */
import { Neo4jError } from 'neo4j-driver';
import { AtlasError } from '../../graph/errors.ts';

/** An error of the driver as an AtlasError with what to do about it; any other is given back as it is. */
export function neo4jError(error: unknown, location: string): unknown {
  if (!(error instanceof Neo4jError)) return error;
  return new AtlasError('store-unavailable', `${location}: ${error.message}`, {}, { cause: error });
}
