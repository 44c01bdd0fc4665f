/**
 * Loaded before every Node contender: at its end, writes the process's peak memory in KiB to file
 * descriptor 3. Linux's own figure for the address space comes first, because resourceUsage() there
 * begins with what the parent had when it forked.
 */
const { readFileSync, writeSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

function peakKib() {
  try {
    const line = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
    if (line) return Number(line[1]);
  } catch {
    // no /proc: not Linux
  }
  return process.resourceUsage().maxRSS;
}

if (isMainThread) process.on('exit', () => writeSync(3, String(peakKib())));
