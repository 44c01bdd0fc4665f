/**
 * What every GraphStore answers, as tests to run against any adapter.
 * Invariant: nothing here knows which database is behind the port.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { GraphStore } from '../../store/graph-store.ts';
import { describeAlike } from './contract/alike.ts';
import { describeApply } from './contract/apply.ts';
import type { StoreUnderTest } from './contract/asking.ts';
import { describeLists } from './contract/lists.ts';
import { describeMapParts } from './contract/map-parts.ts';
import { describePages } from './contract/pages.ts';
import { describePaths } from './contract/paths.ts';
import { describePictures } from './contract/pictures.ts';
import { describeSearch } from './contract/search.ts';
import { describeWrite } from './contract/write.ts';
import { type StoredGraph, graphOf, sampleGraph } from './sample-graph.ts';

/** An empty database and the stores opened on it. */
export interface StoreHarness {
  store: GraphStore;
  /** opens another reader of the same database */
  again(): Promise<GraphStore>;
  /** closes what was opened and removes the database */
  dispose(): Promise<void>;
}

/** @param open makes a new, empty database for each test */
export function describeGraphStore(adapter: string, open: () => Promise<StoreHarness>): void {
  describe(`${adapter} as a GraphStore`, () => {
    let harness: StoreHarness;
    beforeEach(async () => {
      harness = await open();
    });
    afterEach(async () => harness.dispose());

    const write = ({ graph, analysis }: StoredGraph): Promise<void> => harness.store.write(graph, analysis);
    const on: StoreUnderTest = {
      get store() {
        return harness.store;
      },
      again: () => harness.again(),
      writeSample: () => write(sampleGraph()),
      writePages: (pages) => write(graphOf(pages)),
    };
    describeWrite(on);
    describeApply(on);
    describePages(on);
    describeLists(on);
    describePictures(on);
    describeMapParts(on);
    describePaths(on);
    describeSearch(on);
    describeAlike(on);
  });
}
