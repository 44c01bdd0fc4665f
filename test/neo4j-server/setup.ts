/**
 * One Neo4j server for a whole run of the tests that need one: the one `NEO4J_URI` names, else one in
 * Docker, else one from Maven's jars. Tests find it in `NEO4J_URI`; where there is none to be had it
 * is not set, and they are skipped.
 * Invariant: a run that has `WIKI_ATLAS_REQUIRE_NEO4J` set fails rather than skips.
 */
import { isDockerRunning, startInDocker, type DockerServer } from './docker-server.ts';
import { JavaServer } from './java-server.ts';
import { serverVersion } from './server-version.ts';

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.NEO4J_URI;
  if (given) {
    const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
    say(`Neo4j ${await serverVersion(given, { user, password })} at NEO4J_URI`);
    return undefined;
  }
  try {
    const container = await inDocker();
    const server = container ?? (await JavaServer.start());
    process.env.NEO4J_URI = server.uri;
    say(`Neo4j ${server.version} at ${server.uri}, from ${container ? 'Docker' : 'its jars'}`);
    return async () => {
      delete process.env.NEO4J_URI;
      await server.dispose();
    };
  } catch (error) {
    const reason = reasonOf(error);
    const advice =
      'Set NEO4J_URI (and NEO4J_USER, NEO4J_PASSWORD), start Docker, or install Java 17 and Maven.';
    if (process.env.WIKI_ATLAS_REQUIRE_NEO4J) {
      throw new Error(`the tests of Neo4j need a server: ${reason}\n${advice}`, { cause: error });
    }
    say(`\n!!! THE TESTS OF NEO4J ARE SKIPPED: ${reason}\n!!! ${advice}\n`);
    return undefined;
  }
}

/** Null where no daemon runs, or it cannot have the image. */
async function inDocker(): Promise<DockerServer | null> {
  if (!(await isDockerRunning())) return null;
  try {
    return await startInDocker();
  } catch (error) {
    say(`no Neo4j from Docker: ${reasonOf(error)}`);
    return null;
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
const say = (line: string): void => void process.stderr.write(`${line}\n`);
