/**
 * What it takes to open the map: from the request to the whole answer, and its bytes as they are
 * sent, for wikis of two sizes. Invariant: the two take turns, request by request.
 */
import { get } from 'node:http';
import type { Goal } from './goals.ts';
import { table } from './report.ts';
import { ratioOf, shown, spreadOf, threeFigures } from './spread.ts';

/** As the client asks first, and for a part that it looks at. */
const QUERIES = {
  overview: '/api/map?structural=false&wanted=true&limit=8000&links=12000',
  'a part': '/api/map?structural=false&wanted=true&limit=2500&links=10000&bbox=-512,-512,512,512',
} as const;

export interface MapOpening {
  query: keyof typeof QUERIES;
  /** milliseconds, one a round */
  large: number[];
  small: number[];
  /** of the answer's body as it was sent */
  largeBytes: number;
  smallBytes: number;
}

/** Asks two servers, each so often. */
export async function openMaps({
  small,
  large,
  rounds,
}: {
  small: string;
  large: string;
  rounds: number;
}): Promise<MapOpening[]> {
  const openings: MapOpening[] = [];
  for (const [query, path] of Object.entries(QUERIES) as [keyof typeof QUERIES, string][]) {
    const opening: MapOpening = { query, large: [], small: [], largeBytes: 0, smallBytes: 0 };
    // the first of each is not counted: its server may just have started
    for (let round = 0; round <= rounds; round++) {
      const [ofSmall, ofLarge] = [await timed(small + path), await timed(large + path)];
      [opening.smallBytes, opening.largeBytes] = [ofSmall.bytes, ofLarge.bytes];
      if (round === 0) continue;
      opening.small.push(ofSmall.milliseconds);
      opening.large.push(ofLarge.milliseconds);
    }
    openings.push(opening);
  }
  return openings;
}

function timed(address: string): Promise<{ milliseconds: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    get(address, { headers: { 'Accept-Encoding': 'br' } }, (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => (bytes += part.length));
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${address}: ${response.statusCode}`));
        else resolve({ milliseconds: performance.now() - began, bytes });
      });
    }).on('error', reject);
  });
}

export function mapTable(openings: readonly MapOpening[]): string {
  const rows = openings.flatMap(({ query, small, large, smallBytes, largeBytes }) => [
    [`${query}, the small wiki`, shown(spreadOf(small)), threeFigures(smallBytes / 1000)],
    [`${query}, the large wiki`, shown(spreadOf(large)), threeFigures(largeBytes / 1000)],
  ]);
  return table(['opening the map, alone', 'ms', 'kB'], rows);
}

export function mapGoals(openings: readonly MapOpening[]): Goal[] {
  return openings.flatMap(({ query, small, large, smallBytes, largeBytes }): Goal[] => {
    const goal = (what: string, measured: Goal['measured']): Goal => ({
      what: `${what} of ${query} of the map, 100,000 pages ÷ 5,000`,
      bound: 'at most',
      limit: 1.5,
      unit: '×',
      measured,
    });
    return [goal('time', ratioOf(large, small)), goal('bytes', ratioOf([largeBytes], [smallBytes]))];
  });
}
