/** Ties a process to this one: whatever ends this one, the pipe to the watchdog closes with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';

/** Found by the package's own name for it: compiled, this file lies elsewhere and that one does not. */
const WATCHDOG = createRequire(import.meta.url).resolve('#end-with-parent');

/** @param folder goes with the process; none where it has none of its own */
export function endWithThisProcess(child: ChildProcess, folder?: string): ChildProcess {
  const argv = [WATCHDOG, String(child.pid), ...(folder === undefined ? [] : [folder])];
  const watchdog = spawn(process.execPath, argv, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  return watchdog;
}
