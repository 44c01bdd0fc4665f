/** `wiki-atlas import DIR`: loads a store and says what it found, every warning with its file and line. */
import type { Stats } from '../../graph/api.ts';
import { isFew, type ImportOutcome } from '../import-into-store.ts';
import { withStore, type WikiOptions } from '../open-wiki.ts';
import { counted } from '../terminal-text.ts';
import { warningLines } from '../warning-lines.ts';

export interface ImportCommandOptions extends WikiOptions {
  /** lay the whole map out anew */
  rearrange?: boolean;
}

export async function importCommand(folder: string, options: ImportCommandOptions): Promise<void> {
  await withStore(folder, options, async (store, outcome) => {
    process.stderr.write(warningLines(outcome.warnings, Infinity));
    const stats = await store.stats();
    process.stdout.write(outcome.changed ? summary(stats, outcome) : unchanged(stats));
  });
}

function summary(stats: Stats, { seconds, drift }: ImportOutcome): string {
  return [
    `${counted(stats.pages, 'page')}, ${counted(stats.links, 'link')} (${counted(stats.structuralLinks, 'structural one')}), ` +
      `${counted(stats.orphans, 'orphan')}, ${counted(stats.wanted, 'wanted page')}, ${counted(stats.warnings, 'warning')}`,
    `imported in ${seconds.toFixed(1)} s into ${stats.store.location}`,
    ...(isFew(drift, stats.pages)
      ? []
      : [`${counted(drift, 'page')} changed since the map was laid out; --rearrange lays it out anew`]),
    '',
  ].join('\n');
}

function unchanged(stats: Stats): string {
  return `${counted(stats.pages, 'page')}, nothing has changed in ${stats.store.location}\n`;
}
