/** docker-compose.yml as it is written: its shape, and what keeps the three services safe and in order. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { NEO4J_VERSION } from '../neo4j-server/class-path.ts';

const duration = z.string().regex(/^\d+(ms|s|m|h)$/);
const size = z.string().regex(/^\d+[kmg]$/);
const name = z.string().regex(/^[a-z][a-z0-9_-]*$/);

/** The keys of the Compose specification that this file uses: a misspelt one would be read over in silence. */
const serviceSchema = z.strictObject({
  image: z.string().min(1),
  build: z.literal('.').optional(),
  init: z.boolean().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string().regex(/^[A-Za-z_]\w*$/), z.string()).default({}),
  secrets: z.array(name).default([]),
  volumes: z.array(z.string().regex(/^[^:]+(:-[^}]*})?:\/[^:]*(:ro)?$/)).default([]),
  ports: z.array(z.string()).default([]),
  depends_on: z
    .record(
      name,
      z.strictObject({
        condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
      }),
    )
    .default({}),
  healthcheck: z
    .union([
      z.strictObject({ disable: z.literal(true) }),
      z.strictObject({
        test: z.array(z.string()),
        interval: duration,
        timeout: duration,
        retries: z.int().positive(),
        start_period: duration,
      }),
    ])
    .optional(),
  mem_limit: size.optional(),
  stop_grace_period: duration.optional(),
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
});
const composeSchema = z.strictObject({
  name,
  'x-atlas': z.unknown(),
  services: z.strictObject({ neo4j: serviceSchema, importer: serviceSchema, app: serviceSchema }),
  secrets: z.record(name, z.strictObject({ file: z.string() })),
  volumes: z.record(name, z.null()),
});

const text = readFileSync('docker-compose.yml', 'utf8');
const compose = composeSchema.parse(parse(text, { merge: true }));
const { neo4j, importer, app } = compose.services;

describe('docker-compose.yml', () => {
  it('names nothing that is not there', () => {
    for (const service of Object.values(compose.services)) {
      for (const secret of service.secrets) expect(compose.secrets).toHaveProperty(secret);
      for (const other of Object.keys(service.depends_on)) expect(compose.services).toHaveProperty(other);
      for (const volume of service.volumes.filter((line) => !/^[.$/]/.test(line))) {
        expect(compose.volumes).toHaveProperty(volume.split(':')[0] ?? '');
      }
    }
  });

  it('runs the very Neo4j that the tests run', () => {
    expect(neo4j.image).toBe(`neo4j:${NEO4J_VERSION}-community`);
  });

  it('keeps the database in a volume, bounds its memory and tells when it answers', () => {
    expect(neo4j.volumes).toContain('neo4j-data:/data');
    const gigabytes = (amount = ''): number =>
      Number.parseInt(amount, 10) / (amount.endsWith('m') ? 1024 : 1);
    const { environment } = neo4j;
    expect(environment.NEO4J_server_memory_heap_initial__size).toBe(
      environment.NEO4J_server_memory_heap_max__size,
    );
    const asked =
      gigabytes(environment.NEO4J_server_memory_heap_max__size) +
      gigabytes(environment.NEO4J_server_memory_pagecache_size);
    expect(asked).toBeLessThan(0.75 * gigabytes(neo4j.mem_limit));
    expect(neo4j.healthcheck).toMatchObject({ test: ['CMD-SHELL', expect.stringContaining('cypher-shell')] });
  });

  it('gives the password as a secret, and writes it nowhere', () => {
    for (const service of Object.values(compose.services)) {
      expect(service.secrets).toContain('neo4j_password');
      for (const [key, value] of Object.entries(service.environment)) {
        expect(/password|auth|token/i.test(key) ? value : '/run/secrets/').toMatch(/^\/run\/secrets\//);
      }
      expect(JSON.stringify([service.command, service.environment])).not.toMatch(/:\/\/[^/@]*:[^/@]*@/);
    }
    // A `$` that Compose would take for a variable of its own would leave the password empty.
    expect(text.match(/(?<!\$)\$\(/g)).toBeNull();
  });

  it('asks for a token, which the app alone gets to see', () => {
    expect(app.environment.WIKI_ATLAS_TOKEN_FILE).toBe('/run/secrets/atlas_token');
    expect([neo4j.secrets, importer.secrets]).toEqual([['neo4j_password'], ['neo4j_password']]);
    expect(text).not.toContain('--public');
  });

  it('starts importer and app once the database is healthy, and the importer once only', () => {
    for (const service of [importer, app]) {
      expect(service.depends_on).toEqual({ neo4j: { condition: 'service_healthy' } });
    }
    expect([importer.restart, app.restart, neo4j.restart]).toEqual([
      'no',
      'unless-stopped',
      'unless-stopped',
    ]);
  });

  it('lets importer and app write nothing, gain nothing and see the wiki only', () => {
    for (const service of [importer, app]) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], tmpfs: ['/tmp'], init: true });
      expect(service.volumes.every((line) => line.endsWith(':ro'))).toBe(true);
    }
    for (const service of Object.values(compose.services)) {
      expect(service.security_opt).toContain('no-new-privileges:true');
    }
    expect(importer.volumes).toHaveLength(1);
    expect(app.volumes).toEqual([]);
  });

  it('is reached from this machine alone unless it is told otherwise', () => {
    for (const port of [...neo4j.ports, ...app.ports]) {
      expect(port).toMatch(/^(127\.0\.0\.1|\$\{WIKI_ATLAS_ADDRESS:-127\.0\.0\.1\}):/);
    }
    expect(importer.ports).toEqual([]);
  });

  it('imports and serves one and the same store', () => {
    const store = (command: string[] = []): string | undefined => command[command.indexOf('--store') + 1];
    expect(store(importer.command)).toMatch(/^neo4j:\/\/neo4j@neo4j:7687\//);
    expect(store(app.command)).toBe(store(importer.command));
    expect([importer.command?.[0], app.command?.[0]]).toEqual(['import', 'serve']);
  });
});
