/**
 * Finds a Chromium for the browser tests: CHROMIUM, one of the system's, Playwright's own; else
 * installs Debian's where apt-get may. Throws one clear sentence where there is none to be had.
 */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function findChromium(): string {
  const found = installed();
  if (found !== undefined) return found;
  installWithApt();
  const now = installed();
  if (now !== undefined) return now;
  throw new Error(
    'The browser tests need Chromium: install it (apt-get install chromium, or npx playwright install chromium) or name one in CHROMIUM.',
  );
}

function installed(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const system = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM ?? '', ...system, chromium.executablePath()].find(isExecutable);
}

function isExecutable(path: string): boolean {
  if (path === '' || !existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function installWithApt(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'inherit' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu'], {
      env,
      stdio: 'inherit',
    });
  } catch {
    // said by the caller, which finds no Chromium still
  }
}
