/** Front matter as properties in Neo4j: none takes the place of one of the program's own. */
import { expect, it } from 'vitest';
import { facetProperties } from '../../store/neo4j/facet-properties.ts';
import { CREATE_PAGE } from '../../store/neo4j/topic-rows.ts';

it('a key that is the name of a property of every page gets a prefix', () => {
  const [page = ''] = CREATE_PAGE.split('SET n += row[1]');
  const own = [...page.matchAll(/(\w+): (?:\$|row|toInteger|point)/g)].map(([, name]) => name ?? '');
  expect(own).toEqual(expect.arrayContaining(['wiki', 'id', 'size', 'outDegree', 'rank', 'place', 'tile']));
  const names = facetProperties(own.map((key) => ({ key, values: ['front matter'] }))).map(([name]) => name);
  expect(names).toEqual(own.map((key) => `facet_${key}`));
});
