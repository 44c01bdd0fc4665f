/** What a picture of the graph left out, in numbers and in a sentence. */
import type { Extent } from '../graph/api.ts';

export interface Size {
  nodes: number;
  edges: number;
}

/** @param why the sentence, used where something was left out */
export function extent(total: Size, returned: Size, why: () => string): Extent {
  return { total, returned, truncated: total.nodes > returned.nodes ? why() : null };
}

/** `61,000` */
export function readable(count: number): string {
  return count.toLocaleString('en-US');
}
