/** The neighbourhood as a list, by steps from its middle: the equal of the picture. */
import type { ReactElement } from 'react';

import type { PageSummary, Subgraph } from '../../graph/api.ts';
import { LoadingLines } from '../notice/loading.tsx';
import { countOf } from '../text/format.ts';
import { PageRow } from './page-row.tsx';

export function ShownList(props: { shown: Subgraph | null }): ReactElement {
  if (!props.shown) return <LoadingLines what="the neighbourhood" />;
  return (
    <div className="list-body">
      {bySteps(props.shown).map(({ depth, pages }) => (
        <section key={depth}>
          <h3 className="list-steps">
            {depth === 0 ? 'In the middle' : `${countOf(depth, 'step')} away`}
            <span className="count">{pages.length}</span>
          </h3>
          <ol className="list-rows">
            {pages.map((page) => (
              <PageRow key={page.id} page={page} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** Nodes of a neighbourhood as pages, nearest first; the most linked first among equals. */
function bySteps(shown: Subgraph): { depth: number; pages: PageSummary[] }[] {
  const steps = new Map<number, PageSummary[]>();
  for (const { key, attributes } of shown.nodes) {
    const { kind, label, folder, inDegree, outDegree, depth = 0 } = attributes;
    const pages = steps.get(depth) ?? [];
    pages.push({ id: key, kind, title: label, folder, inDegree, outDegree });
    steps.set(depth, pages);
  }
  return [...steps]
    .map(([depth, pages]) => ({ depth, pages: pages.toSorted((a, b) => b.inDegree - a.inDegree) }))
    .toSorted((a, b) => a.depth - b.depth);
}
