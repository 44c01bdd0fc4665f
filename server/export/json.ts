/** The graph as JSON.stringify writes it, a node or an edge to a line: no string grows with the wiki. */
import type { Subgraph } from '../../graph/api.ts';

export function* jsonPieces(graph: Subgraph): Generator<string> {
  yield `{"attributes":${JSON.stringify(graph.attributes)},\n"options":${JSON.stringify(graph.options)},\n"nodes":[`;
  yield* commaLines(graph.nodes);
  yield '\n],\n"edges":[';
  yield* commaLines(graph.edges);
  yield '\n]}\n';
}

function* commaLines(items: Iterable<unknown>): Generator<string> {
  let separator = '\n';
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ',\n';
  }
}
