/** Compiles the command before the tests that run it, so that they never see an old one. */
import { execFileSync } from 'node:child_process';

export function setup(): void {
  execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}
