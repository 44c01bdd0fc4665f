/**
 * Places in a page: the scanners read a normalised text (LF, no BOM, no NUL), people and stores want
 * bytes of the file. Invariant: asked in ascending order, all answers together cost one pass.
 */

const CARRIAGE_RETURN = 13;
const BOM = '\ufeff';

export interface NormalisedText {
  /** line ends are LF, NUL is U+FFFD, a leading BOM is gone */
  text: string;
  /** UTF-8 bytes of the file before a place in `text`; cheapest in ascending order */
  byteOffset(place: number): number;
}

/** The text the scanners read, and the way back from it to the bytes of the file. */
export function normaliseText(markdown: string): NormalisedText {
  const skipped = markdown.startsWith(BOM) ? 1 : 0;
  const raw = skipped ? markdown.slice(1) : markdown;
  const crlf = raw.includes('\r') ? crlfPlaces(raw) : [];
  let text = crlf.length > 0 || raw.includes('\r') ? raw.replace(/\r\n?/g, '\n') : raw;
  if (text.includes('\0')) text = text.replaceAll('\0', '\ufffd');

  const bytes = Buffer.byteLength(raw);
  const offsetOfText = skipped * 3;
  if (bytes === raw.length && crlf.length === 0) {
    return { text, byteOffset: (place) => place + offsetOfText };
  }

  let lastRaw = 0;
  let lastBytes = 0;
  let passed = 0;
  const byteOffset = (place: number): number => {
    while (passed < crlf.length && (crlf[passed] ?? 0) < place) passed += 1;
    while (passed > 0 && (crlf[passed - 1] ?? 0) >= place) passed -= 1;
    const rawPlace = place + passed;
    if (rawPlace >= lastRaw) lastBytes += Buffer.byteLength(raw.slice(lastRaw, rawPlace));
    else lastBytes -= Buffer.byteLength(raw.slice(rawPlace, lastRaw));
    lastRaw = rawPlace;
    return lastBytes + offsetOfText;
  };
  return { text, byteOffset };
}

/** Places of the LF of every CR LF, counted in the text without those CRs. */
function crlfPlaces(raw: string): number[] {
  const places: number[] = [];
  for (let at = raw.indexOf('\n'); at >= 0; at = raw.indexOf('\n', at + 1)) {
    if (at > 0 && raw.charCodeAt(at - 1) === CARRIAGE_RETURN) places.push(at - 1 - places.length);
  }
  return places;
}
