/** Unit, property, contract, API and command-line tests; the browser's are in playwright.config.ts. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**'],
    globalSetup: 'test/build-command.ts',
    testTimeout: 60_000,
  },
});
