/**
 * Properties on their way to the server: their values alone, in a fixed order, and the Cypher that
 * names them there. The names, sent with each row, would be as many values again for the driver to pack.
 * Invariant: a JavaScript number arrives as a float, so what is an integer in the database says so here.
 */

/** Cypher of a property by that of its value as it was sent. */
type Reading = (value: string) => string;

export const asSent: Reading = (value) => value;
export const integer: Reading = (value) => `toInteger(${value})`;

export class Columns<Name extends string> {
  readonly #columns: [Name, Reading][];

  /** @param readings in the order of the columns */
  constructor(readings: Record<Name, Reading>) {
    this.#columns = Object.entries(readings) as [Name, Reading][];
  }

  /** The values of one row; those that are left out, or null, are no property. */
  values(properties: { [name in Name]: unknown }): unknown[] {
    return this.#columns.map(([name]) => properties[name]);
  }

  /** Entries of a map in Cypher. @param row Cypher of the list that `values` gave */
  entries(row: string): string {
    return this.#columns.map(([name, read], i) => `${name}: ${read(`${row}[${i}]`)}`).join(', ');
  }
}
