/**
 * The import's progress on stderr: a bar on a terminal, one plain line for each phase elsewhere.
 */
import { Presets, SingleBar } from 'cli-progress';
import type { ImportPhase, OnProgress } from '../graph/import-report.ts';

const PHASES: Record<ImportPhase, string> = {
  scan: 'Looking for pages',
  parse: 'Reading pages',
  resolve: 'Resolving links',
  analyse: 'Drawing the map',
  store: 'Storing',
};

export interface Progress {
  on: OnProgress;
  /** takes the bar away; safe to call twice */
  end(): void;
}

/** Starts a bar or a log of plain lines, whichever the stream can show. */
export function startProgress(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? barProgress(stream) : lineProgress(stream);
}

function barProgress(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    // The cursor stays: a command that is interrupted could not bring it back.
    { stream, format: '{phase} {bar} {value}/{total}', hideCursor: false, clearOnComplete: true },
    Presets.shades_classic,
  );
  let phase: ImportPhase | null = null;
  return {
    on(next, done, total) {
      if (next !== phase) {
        if (phase !== null) bar.stop();
        bar.start(Math.max(total, 1), done, { phase: PHASES[next].padEnd(18) });
        phase = next;
      } else {
        bar.setTotal(Math.max(total, 1));
        bar.update(done);
      }
    },
    end() {
      if (phase !== null) bar.stop();
      phase = null;
    },
  };
}

function lineProgress(stream: NodeJS.WriteStream): Progress {
  let phase: ImportPhase | null = null;
  return {
    on(next, _done, total) {
      if (next === phase) return;
      phase = next;
      stream.write(total > 0 ? `${PHASES[next]} (${total})\n` : `${PHASES[next]}\n`);
    },
    end() {
      phase = null;
    },
  };
}
