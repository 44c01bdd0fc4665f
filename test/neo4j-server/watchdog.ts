/** Ties a process to this one: whatever ends this one, the pipe to the watchdog closes with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const WATCHDOG = fileURLToPath(new URL('end-with-parent.mjs', import.meta.url));

/** @param folder goes with the process; none where it has none of its own */
export function endWithThisProcess(child: ChildProcess, folder?: string): ChildProcess {
  const argv = [WATCHDOG, String(child.pid), ...(folder === undefined ? [] : [folder])];
  const watchdog = spawn(process.execPath, argv, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  return watchdog;
}
