/**
 * The jars of a Neo4j Community server, fetched by Maven once and kept in Maven's own repository.
 * Invariant: a class path is only handed out where every jar it names is there.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

export const NEO4J_VERSION = '5.26.30';

const run = promisify(execFile);
const FETCH_TIMEOUT_MS = 600_000;

/** The pom of nothing but the server; `output` is where the plugin writes the class path. */
const pom = (output: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>wiki-atlas.test</groupId>
  <artifactId>neo4j-server</artifactId>
  <version>${NEO4J_VERSION}</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.neo4j</groupId>
      <artifactId>neo4j</artifactId>
      <version>${NEO4J_VERSION}</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-dependency-plugin</artifactId>
        <version>3.8.1</version>
        <configuration>
          <includeScope>runtime</includeScope>
          <outputFile>\${project.basedir}/${output}</outputFile>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
`;

/**
 * The server's class path, from the cache or else by way of Maven.
 * @throws Error where there is no Maven, or it cannot fetch
 */
export async function neo4jClassPath(): Promise<string> {
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'wiki-atlas-test', `neo4j-${NEO4J_VERSION}`);
  const kept = join(folder, 'class-path');
  const known = await readFile(kept, 'utf8').catch(() => null);
  if (known !== null && isWhole(known)) return known;
  await mkdir(folder, { recursive: true });
  // Runs beside this one may be fetching too: each has files of its own, and the last one's are kept.
  const output = `class-path-${process.pid}`;
  const pomFile = join(folder, `pom-${process.pid}.xml`);
  await writeFile(pomFile, pom(output));
  const goals = ['-B', '-ntp', '-q', '-f', pomFile, 'dependency:build-classpath'];
  const maven = process.platform === 'win32' ? 'mvn.cmd' : 'mvn';
  await run(maven, goals, { timeout: FETCH_TIMEOUT_MS, shell: process.platform === 'win32' });
  await rename(join(folder, output), kept);
  await rename(pomFile, join(folder, 'pom.xml'));
  const fetched = await readFile(kept, 'utf8');
  if (!isWhole(fetched)) throw new Error(`Maven named jars that are not there: ${kept}`);
  return fetched;
}

const isWhole = (classPath: string): boolean =>
  classPath !== '' && classPath.split(delimiter).every((jar) => existsSync(jar));
