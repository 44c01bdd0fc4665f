/** The real client in a real Chromium, served by the real command: test/browser, and README's pictures. */
import { defineConfig } from '@playwright/test';
import { findChromium } from './test/browser/find-chromium.ts';

export default defineConfig({
  outputDir: 'test-results',
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--use-gl=angle',
        '--use-angle=swiftshader',
        '--enable-unsafe-swiftshader',
      ],
    },
  },
  projects: [
    { name: 'browser', testDir: 'test/browser' },
    { name: 'pictures', testDir: 'docs/pictures' },
  ],
});
