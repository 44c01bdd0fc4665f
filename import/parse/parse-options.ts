/** What a wiki's configuration changes in how a page's text is read. */
export interface ParseOptions {
  /** wiki-links are written `[[label|target]]`; embeds, where a size follows the bar, never are */
  labelFirst: boolean;
}

export const DEFAULT_PARSE_OPTIONS: ParseOptions = { labelFirst: false };
