/**
 * Ends a server when the process that started this watchdog is gone, however it went, and removes
 * the server's folder. Arguments: the server's process id, and its folder if it has one. The parent is gone when the
 * pipe on standard input ends.
 */
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const [pid, folder] = [Number(process.argv[2]), process.argv[3]];
const GRACE_MS = 5000;
const STEP_MS = 100;

function isThere(signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}

process.stdin.resume();
process.stdin.once('close', async () => {
  isThere('SIGCONT');
  isThere('SIGTERM');
  for (let waited = 0; waited < GRACE_MS && isThere(0); waited += STEP_MS) await sleep(STEP_MS);
  if (isThere(0)) isThere('SIGKILL');
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});
