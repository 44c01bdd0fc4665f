/** What a wiki's configuration changes in where links land and what pages are taken for. */

/**
 * The rules of docs/links.md that can be turned off; `path` always holds. `namespace` is Logseq's
 * file names, `percent` the percent-decoded target of wiki-links.
 */
export type Rule = 'name' | 'namespace' | 'index' | 'slug' | 'title' | 'alias' | 'percent';

export interface ResolveOptions {
  /** true where the rule holds */
  rules: Readonly<Record<Rule, boolean>>;
  /** a page's name, title, alias or path; null for none */
  home: string | null;
  /** relations that are structural on any page, lower-cased */
  structuralRelations: readonly string[];
  indexPages: {
    /** file names without `.md`, in any case */
    names: readonly string[];
    /** a page named like its folder is its index page */
    likeFolder: boolean;
  };
  /** which front-matter properties are facets; keys in any case */
  facets: { only: readonly string[] | null; except: readonly string[] };
  /** beside those of images, sound, video and PDF; lower-cased, without the dot */
  attachmentEndings: readonly string[];
}

export const DEFAULT_RESOLVE_OPTIONS: ResolveOptions = {
  rules: { name: true, namespace: true, index: true, slug: true, title: true, alias: true, percent: true },
  home: null,
  structuralRelations: ['from'],
  indexPages: { names: ['index', '_index', 'README'], likeFolder: true },
  facets: { only: null, except: [] },
  attachmentEndings: [],
};
