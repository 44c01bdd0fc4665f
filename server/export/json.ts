/** The graph as JSON.stringify writes it, a node or an edge to a line. */
import { GRAPH_OPTIONS } from '../../graph/api.ts';
import type { GraphForm } from './graph-form.ts';

export const JSON_FORM: GraphForm = {
  head: (size) => {
    const attributes = JSON.stringify({ total: size, returned: size, truncated: null });
    return `{"attributes":${attributes},\n"options":${JSON.stringify(GRAPH_OPTIONS)},\n"nodes":[`;
  },
  nodes: commaLines,
  between: '\n],\n"edges":[',
  edges: commaLines,
  tail: '\n]}\n',
};

function commaLines(items: readonly unknown[], before: number): string {
  return items.map((item, i) => `${before + i === 0 ? '\n' : ',\n'}${JSON.stringify(item)}`).join('');
}
