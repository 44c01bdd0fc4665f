/** What a reader sees of an embed's label: the parts between its bars that are no sizes. */

const SIZE = /^\s*(?:\d+|\d*x\d+)\s*$/;

/** `caption|400` is `caption`, `300x200` is ''. */
export function embedCaption(label: string): string {
  return label
    .split('|')
    .filter((part) => !SIZE.test(part))
    .join('|')
    .trim();
}
