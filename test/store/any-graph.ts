/** Any small wiki, for properties. */
import * as fc from 'fast-check';
import type { PageSpec } from './sample-graph.ts';

const NAMES = ['a', 'b', 'c', 'd/a', 'd/e', 'f', 'Ω', '\uffee', '𝒳', '__proto__', 'x y', "it's"];

/** Some of a few pages, linking to any of them, themselves and missing ones, by several relations. */
export const anyGraph: fc.Arbitrary<PageSpec[]> = fc
  .subarray(NAMES, { minLength: 1 })
  .chain((names) =>
    fc.tuple(
      ...names.map((id) =>
        fc.record({
          id: fc.constant(id),
          index: fc.boolean(),
          links: fc.array(
            fc.tuple(fc.constantFrom('', '!', 'From: '), fc.constantFrom(...NAMES, 'lost', 'gone', 'x.png')),
            { maxLength: 8 },
          ),
        }),
      ),
    ),
  )
  .map((pages) =>
    pages.map(({ id, index, links }) => ({
      id,
      index,
      body: links.map(([before, target]) => `${before}[[${target}]]\n`).join(''),
    })),
  );
