/** A paged list as one: the command line shows whole lists, in the API's shape. */
interface PagedList<Item> {
  items: Item[];
  total: number;
  next: string | null;
}

/** Follows `next` to the end. */
export async function allItems<Item>(
  fetch: (cursor: { cursor?: string }) => Promise<PagedList<Item>>,
): Promise<PagedList<Item>> {
  const first = await fetch({});
  const items = first.items;
  for (let cursor = first.next; cursor !== null;) {
    const part = await fetch({ cursor });
    items.push(...part.items);
    cursor = part.next;
  }
  return { items, total: first.total, next: null };
}
