/** A wiki's place in a Neo4j, as it is said to people: without who logs in. */
export interface Neo4jPlace {
  /** scheme, host and port alone */
  uri: string;
  /** null for the user's home database */
  database: string | null;
  wiki: string;
}

export function shownPlace({ uri, database, wiki }: Neo4jPlace): string {
  return `${uri}${database === null ? '' : `/${database}`}?wiki=${wiki}`;
}
