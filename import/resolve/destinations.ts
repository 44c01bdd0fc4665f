/**
 * Says of one link where it lands: on a page or an attachment the ladder finds, on a wanted page,
 * or outside the wiki. Invariant: answers are remembered, so they hold only while the ladder's
 * pages and attachments stay the same.
 */
import type { LinkSyntax, TargetKind, Via } from '../../graph/link.ts';
import { foldName, slugName } from '../../graph/names.ts';
import { isAddress, wikiDestination } from '../address.ts';
import type { ParsedLink } from '../parse/parsed-page.ts';
import type { Found, Ladder, LadderPage } from './ladder.ts';
import { hasMarkdownEnding, isRelative, joinPath, percentDecoded, withoutMarkdownEnding } from './paths.ts';
import type { ResolveOptions } from './resolve-options.ts';

export interface Destination<P extends LadderPage> {
  target: string;
  kind: TargetKind;
  via: Via | null;
  ambiguous: number;
  /** the page it leads to, where it is one */
  page: P | null;
}

/** No file answers: one wanted page for all targets of this key, called by one of their spellings. */
export interface Wanted {
  kind: 'wanted';
  key: string;
  spelling: string;
}

/** Images, sound, video and PDF: a target of this ending is a missing attachment, not a wanted page. */
const MEDIA_ENDING =
  /\.(?:avif|bmp|gif|heic|ico|jpe?g|png|svg|tiff?|webp|aac|flac|m4a|mp3|ogg|opus|wav|3gp|avi|m4v|mkv|mov|mp4|ogv|webm|pdf)$/i;

export class Destinations<P extends LadderPage> {
  readonly #ladder: Ladder<P>;
  readonly #isPercentRule: boolean;
  /** endings of missing attachments that the wiki's configuration adds */
  readonly #endings: readonly string[];
  /** what a wiki-link's target means wherever it stands; most targets are named more than once */
  readonly #anywhere = new Map<string, Found<P> | Destination<P> | Wanted>();

  constructor(ladder: Ladder<P>, { rules, attachmentEndings }: ResolveOptions) {
    this.#ladder = ladder;
    this.#isPercentRule = rules.percent;
    this.#endings = attachmentEndings.map((ending) => `.${ending}`);
  }

  /** Null for a Markdown link that leads to no page and no attachment: a web site's own, no wiki's. */
  of(link: ParsedLink, source: P): Destination<P> | Wanted | null {
    if (link.target === '') return toPage(source, source, null, 1);
    const { target, syntax } = asWikiLink(link);
    const answer = this.#answer(target, syntax, source.folder);
    return answer && 'candidates' in answer ? landed(answer, source) : answer;
  }

  #answer(target: string, syntax: LinkSyntax, folder: string): Found<P> | Destination<P> | Wanted | null {
    // Percent-encoding may hide a `../`.
    if (syntax === 'markdown' || isRelative(target) || target.includes('%')) {
      return this.#look(target, syntax, folder);
    }
    const known = this.#anywhere.get(target);
    if (known) return known;
    const answer = this.#look(target, syntax, folder);
    if (answer) this.#anywhere.set(target, answer);
    return answer;
  }

  #look(target: string, syntax: LinkSyntax, folder: string): Found<P> | Destination<P> | Wanted | null {
    if (isAddress(target, syntax)) return elsewhere('external', target);
    // A Markdown link's destination is an address, percent-encoded by CommonMark's own rules.
    const decoded = this.#isPercentRule || syntax === 'markdown' ? percentDecoded(target) : target;
    const found =
      this.#climb(target, syntax, folder) ??
      (decoded === target ? null : this.#climb(decoded, syntax, folder));
    if (found) return found;
    const path = joinPath(isRelative(decoded) ? folder : '', decoded);
    if (this.#isMissingAttachment(path)) return elsewhere('attachment', path);
    if (syntax === 'markdown' && !hasMarkdownEnding(decoded)) return null;
    return toWanted(withoutMarkdownEnding(path) || decoded);
  }

  #climb(spelling: string, syntax: LinkSyntax, folder: string): Found<P> | null {
    if (isRelative(spelling)) return this.#ladder.atPath(joinPath(folder, spelling));
    return syntax === 'wiki' ? this.#ladder.anywhere(spelling) : this.#ladder.from(folder, spelling);
  }

  #isMissingAttachment(path: string): boolean {
    if (MEDIA_ENDING.test(path)) return true;
    return this.#endings.length > 0 && this.#endings.some((ending) => path.toLowerCase().endsWith(ending));
  }
}

/** One node for all spellings that fold alike. */
function toWanted(spelling: string): Wanted {
  const key = spelling
    .split('/')
    .map((segment) => slugName(segment) || foldName(segment))
    .join('/');
  return { kind: 'wanted', key, spelling };
}

/** `[label]([[page]])`, as Logseq has it: a Markdown link to what the wiki-link names. */
export function asWikiLink(
  link: Pick<ParsedLink, 'target' | 'syntax'>,
): Pick<ParsedLink, 'target' | 'syntax'> {
  const inside = link.syntax === 'markdown' ? wikiDestination(link.target) : null;
  return inside === null ? link : { target: inside, syntax: 'wiki' };
}

function landed<P extends LadderPage>(found: Found<P>, source: P): Destination<P> {
  if (found.kind === 'attachment') {
    return elsewhere('attachment', found.candidates.nearest(source.folder).path);
  }
  const { candidates, via } = found;
  return toPage(source, candidates.nearest(source.folder), via, candidates.count);
}

function toPage<P extends LadderPage>(
  source: P,
  page: P,
  via: Via | null,
  ambiguous: number,
): Destination<P> {
  return { target: page.path, kind: page === source ? 'self' : 'page', via, ambiguous, page };
}

export function elsewhere<P extends LadderPage>(kind: TargetKind, target: string): Destination<P> {
  return { target, kind, via: null, ambiguous: 1, page: null };
}
