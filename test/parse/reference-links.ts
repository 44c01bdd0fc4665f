/**
 * The links of a page as markdown-it says, with a wiki-link rule that shares nothing with the
 * parser under test: the judge of what is a link. Reads the page's body only.
 */
import MarkdownIt from 'markdown-it';

export interface ReferenceLink {
  target: string;
  fragment: string | null;
  label: string | null;
  embed: boolean;
}

/** From `[[` to the first `]]` on the line, with no `[[` (overlapping ones included) between. */
const WIKI = /^(!?)\[\[(?!\[)((?:(?!\]\]|\[\[)[^\n])*)\]\]/;
const CLOCK = /^(?:(?:\d{1,3}:)?\d\d?:\d\d|\d{1,3}):[0-5]\d$/;

const parser = new MarkdownIt({ html: true, maxNesting: 1_000_000 });
parser.validateLink = () => true;
parser.normalizeLink = (address) => address;
parser.normalizeLinkText = (address) => address;

parser.inline.ruler.before('link', 'wiki', (state, silent) => {
  const first = state.src[state.pos];
  if (first !== '[' && first !== '!') return false;
  if (!state.src.startsWith('[[', state.pos + (first === '!' ? 1 : 0))) return false;
  const lineEnd = state.src.indexOf('\n', state.pos);
  const end = lineEnd < 0 ? state.posMax : Math.min(lineEnd, state.posMax);
  const match = WIKI.exec(state.src.slice(state.pos, end));
  if (!match) return false;
  const [whole, bang, inside = ''] = match;
  const target = readTarget(inside);
  if (target === null) return false;
  if (!silent) {
    const token = state.push('wiki', '', 0);
    token.content = target.target;
    token.meta = { label: target.label, embed: bang === '!' };
  }
  state.pos += whole.length;
  return true;
});

function readTarget(inside: string): { target: string; label: string | null } | null {
  const [, written = '', label] = /^(.*?)(?:\\?\|(.*))?$/u.exec(inside) ?? [];
  const target = cleaned(written);
  if (/^#?\s*$/.test(target)) return null;
  const shown = label?.replaceAll('\\|', '|').trim();
  return { target, label: shown === undefined || shown === '' ? null : shown };
}

function cleaned(written: string): string {
  return written
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .trim()
    .split(/\s+/)
    .join(' ');
}

/** All links in order. */
export function referenceLinks(body: string): ReferenceLink[] {
  const links: ReferenceLink[] = [];
  for (const { children } of parser.parse(body.replace(/^\ufeff/, ''), {})) {
    if (!children) continue;
    for (const [index, token] of children.entries()) {
      if (token.type === 'wiki') {
        const { label, embed } = token.meta as { label: string | null; embed: boolean };
        if (!CLOCK.test(token.content)) links.push({ ...parted(token.content, WIKI_ADDRESS), label, embed });
      } else if (token.type === 'link_open') {
        const automatic = token.info === 'auto';
        const end = children.findIndex(
          (other, at) => at > index && other.type === 'link_close' && other.level === token.level,
        );
        const text = automatic ? null : plain(children.slice(index + 1, end));
        links.push({ ...destination(String(token.attrGet('href'))), label: text, embed: false });
      } else if (token.type === 'image') {
        links.push({
          ...destination(String(token.attrGet('src'))),
          label: plain(token.children ?? []),
          embed: true,
        });
      }
    }
  }
  return links;
}

const ADDRESS = /^[a-z][a-z0-9+.-]+:/i;
const WIKI_ADDRESS = /^([a-z][a-z0-9+.-]+:\/\/|mailto:|tel:|data:|javascript:)\S/i;

/** Logseq's `[label]([[page]])` is a wiki-link's target, and keeps its brackets. */
function destination(written: string): { target: string; fragment: string | null } {
  const inside = /^\[\[([^[\]]+)\]\]$/.exec(written)?.[1];
  if (inside === undefined) return parted(written, ADDRESS);
  const { target, fragment } = parted(cleaned(inside), WIKI_ADDRESS);
  return { target: target === '' ? '' : `[[${target}]]`, fragment };
}

function parted(target: string, address: RegExp): { target: string; fragment: string | null } {
  const [page = '', ...rest] = target.split('#');
  if (rest.length === 0 || address.test(target)) return { target, fragment: null };
  return { target: page.trim(), fragment: rest.join('#').trim() || null };
}

function shownTarget(target: string): string {
  if (CLOCK.test(target)) return '';
  const { target: page, fragment } = parted(target, WIKI_ADDRESS);
  return [page, fragment ?? ''].filter((part) => part !== '').join(' > ');
}

type Tokens = NonNullable<ReturnType<typeof parser.parse>[number]['children']>;

function plain(tokens: Tokens): string | null {
  const text = shownText(tokens).replace(/\s+/g, ' ').trim();
  return text === '' ? null : text;
}

function shownText(tokens: Tokens): string {
  return tokens
    .map((token): string => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' ';
      if (token.type === 'image') return shownText(token.children ?? []);
      if (token.type === 'wiki') {
        const { label, embed } = token.meta as { label: string | null; embed: boolean };
        const size = embed && label !== null && /^\d+(x\d+)?$/.test(label);
        return label === null || size ? shownTarget(token.content) : label;
      }
      return token.type === 'html_inline' ? '' : token.content;
    })
    .join('');
}
