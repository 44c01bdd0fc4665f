/** How answers are compressed, whichever thread does it. */
import { constants } from 'node:zlib';

/**
 * A neighbourhood comes out a twentieth larger than with the usual quality 4, and a server asked by
 * many at once answers three times as often: most of its time went into compressing.
 */
export const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_LGWIN]: 18 };

/** Bytes below which compressing is not worth its time. */
export const WORTH_COMPRESSING = 1024;
