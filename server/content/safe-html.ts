/**
 * The last step to HTML: whatever was built, only these elements and attributes leave the server.
 * Invariant: no script, style, frame, form, picture or foreign markup, and no name a page chose.
 */
import type { Root } from 'hast';
import { sanitize, type Schema } from 'hast-util-sanitize';
import { toHtml } from 'hast-util-to-html';

const SAFE: Schema = {
  tagNames: `a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure
    h2 h3 h4 h5 h6 hr i input ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub summary
    sup table tbody td tfoot th thead tr u ul var`.split(/\s+/),
  attributes: {
    a: [
      ['className', 'page-link', 'wanted-link', 'embed-link', 'external-link', 'time-mark'],
      'href',
      'dataPage',
      'dataAt',
      ['target', '_blank'],
      ['rel', 'noopener', 'noreferrer', 'nofollow'],
    ],
    code: [['className', /^language-[\w+#.-]{1,30}$/]],
    details: ['open'],
    ...Object.fromEntries(['h2', 'h3', 'h4', 'h5', 'h6'].map((tag) => [tag, ['id']])),
    input: [
      ['type', 'checkbox'],
      ['disabled', true],
      ['checked', true],
    ],
    ol: ['start'],
    p: [['className', 'render-note']],
    pre: [['className', 'plain-page']],
    span: [['className', 'attachment']],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan'],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  protocols: { href: ['http', 'https', 'mailto'] },
  // Ids are made here, with a prefix of their own: see headingAnchor.
  clobber: [],
  strip: ['script', 'style'],
};

export function safeHtml(root: Root): string {
  return toHtml(sanitize(root, SAFE));
}
