/** Numbers and names as people read them. Interface texts are English, so their numbers are too. */
const NUMBER = new Intl.NumberFormat('en');

/** 16646 → `16,646` */
export function formatCount(count: number): string {
  return NUMBER.format(count);
}

/** `1 page`, `2 pages`, `0 pages` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** A folder's name; pages beside the folders have none of their own. */
export function folderName(folder: string): string {
  return folder === '' ? 'Top level' : folder;
}
