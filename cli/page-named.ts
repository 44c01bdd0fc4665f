/** Pages as people name them on the command line. */
import type { PageDetail } from '../graph/api.ts';
import { AtlasError } from '../graph/errors.ts';
import type { GraphStore } from '../store/graph-store.ts';

/**
 * The one page that a person means by a name: an id, a title, an alias, in any spelling.
 * @throws AtlasError page-not-found, with near ids; usage where several pages have the name
 */
export async function pageNamed(store: GraphStore, name: string): Promise<PageDetail> {
  const byId = await store.page(name);
  if (byId) return byId;
  const { exact, nodes } = await store.named(name, 8);
  const near = nodes.map((node) => node.id);
  const [only] = near;
  if (exact && only !== undefined && near.length === 1) {
    const page = await store.page(only);
    if (page) return page;
  }
  if (exact)
    throw new AtlasError('usage', `"${name}" is the name of several pages; give the id of one`, { near });
  throw new AtlasError('page-not-found', `no page is called "${name}"`, { near });
}
