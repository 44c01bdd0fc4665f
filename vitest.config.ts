/** Unit, property, contract, API and command-line tests; the browser's are in playwright.config.ts. */
import { defineConfig } from 'vitest/config';

/** Tests that use a Neo4j server: a run without any of them starts none. */
const NEO4J = ['test/**/neo4j*.test.ts', 'test/neo4j/**/*.test.ts'];

const testTimeout = 60_000;

export default defineConfig({
  test: {
    globalSetup: 'test/build-command.ts',
    // also on two cores: those that use a Neo4j mostly wait for it
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', ...NEO4J],
          testTimeout,
        },
      },
      {
        test: {
          name: 'neo4j',
          include: NEO4J,
          globalSetup: 'test/neo4j-server/setup.ts',
          // each of a property's many graphs is written and asked for over the network
          testTimeout: 10 * testTimeout,
          hookTimeout: testTimeout,
        },
      },
    ],
  },
});
