/**
 * How far an import is, quietly: one line while it goes on, nothing for one that is over at once.
 * Invariant: screen readers hear that it began and that it is done, not every number between.
 */
import { useEffect, useState, type ReactElement } from 'react';

import type { ImportProgress } from '../queries/use-live-graph.ts';
import { importText } from './import-text.ts';
import './notice.css';

/** An edit is taken in faster than this, and is not worth a word. */
const WORTH_A_WORD_MS = 700;
/** How long the last word stays for those who listen. */
const LAST_WORD_MS = 5000;

export function ImportLine({ progress }: { progress: ImportProgress | null }): ReactElement {
  const importing = progress !== null;
  const [worthAWord, setWorthAWord] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWorthAWord(importing), importing ? WORTH_A_WORD_MS : LAST_WORD_MS);
    return () => clearTimeout(timer);
  }, [importing]);

  return (
    <div className="import-line">
      <output className="visually-hidden">
        {!worthAWord ? '' : importing ? 'Importing pages' : 'The import is over'}
      </output>
      {progress && worthAWord && (
        <p className="import-text" aria-hidden="true">
          {importText(progress)}
          {progress.total > 0 && <progress value={progress.done} max={progress.total} />}
        </p>
      )}
    </div>
  );
}
