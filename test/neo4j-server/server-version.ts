/** What a Neo4j server says of itself. */
import neo4j from 'neo4j-driver';

/** The server's version, `5.26.30`. @throws Neo4jError where it does not answer */
export async function serverVersion(
  uri: string,
  { user, password } = { user: 'neo4j', password: '' },
): Promise<string> {
  const driver = neo4j.driver(uri, neo4j.auth.basic(user, password), {
    connectionTimeout: 2000,
    connectionAcquisitionTimeout: 5000,
    maxTransactionRetryTime: 0,
  });
  try {
    const { records } = await driver.executeQuery(
      "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version",
    );
    return String(records[0]?.get('version'));
  } finally {
    await driver.close();
  }
}
