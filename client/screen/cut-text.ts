/** What a picture leaves out, in words. */
import type { Extent } from '../../graph/api.ts';
import { formatCount } from '../text/format.ts';

/** The cut of a picture in words, null where nothing was cut. */
export function cutText(extent: Extent): string | null {
  if (extent.truncated === null) return null;
  const { returned, total, truncated } = extent;
  const why = `${truncated.charAt(0).toUpperCase()}${truncated.slice(1)}`;
  if (returned.edges >= total.edges) return why;
  return `${why} · ${formatCount(returned.edges)} of ${formatCount(total.edges)} links`;
}
