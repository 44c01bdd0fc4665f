/**
 * One import from end to end: folder, links, analysis, store. The only place that joins them.
 * Invariant: a store that already holds these very files is left as it is.
 */
import { analyse } from '../import/analyse/analyse.ts';
import type { FolderImport } from '../import/import-folder.ts';
import type { ImportWarning, OnProgress } from '../graph/import-report.ts';
import type { GraphStore } from '../store/graph-store.ts';

export interface ImportOutcome {
  /** false where the store was up to date and nothing was written */
  changed: boolean;
  warnings: ImportWarning[];
  seconds: number;
}

export async function importIntoStore(
  folderImport: FolderImport,
  store: GraphStore,
  onProgress: OnProgress,
): Promise<ImportOutcome> {
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const stored = { fingerprint: await store.importFingerprint(), files: await store.files() };
  if (!(await folderImport.hasChanged(stored))) {
    return { changed: false, warnings: [], seconds: seconds() };
  }
  const graph = await folderImport.run(onProgress);
  onProgress('analyse', 0, 0);
  const analysis = analyse(graph);
  await store.write(graph, analysis, (done, total) => onProgress('store', done, total));
  return { changed: true, warnings: graph.report.warnings, seconds: seconds() };
}
