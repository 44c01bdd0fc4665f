/**
 * The API's description in OpenAPI 3.1, made of the routes themselves.
 * Invariant: what it says of a parameter or an answer is said by the schema that validates it.
 */
import { z } from 'zod';
import {
  healthSchema,
  linkItemSchema,
  linkListSchema,
  mapSchema,
  mentionSchema,
  pageContentSchema,
  pageDetailSchema,
  pageSummarySchema,
  pathListSchema,
  problemSchema,
  readySchema,
  relatedListSchema,
  reportItemSchema,
  reportListSchema,
  searchItemSchema,
  searchListSchema,
  statsSchema,
  subgraphSchema,
  unlinkedListSchema,
} from '../../graph/api.ts';
import type { ErrorCode } from '../../graph/errors.ts';
import { statusOf } from '../problem.ts';
import type { ApiRoute } from './route.ts';

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description?: string;
  schema: JsonSchema;
}

export interface Operation {
  operationId: string;
  summary: string;
  parameters: Parameter[];
  responses: Record<
    string,
    {
      description: string;
      content?: Record<string, { schema?: JsonSchema }>;
      headers?: Record<string, object>;
      links?: Record<string, object>;
    }
  >;
}

export interface ApiDescription {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  paths: Record<string, { get: Operation }>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object };
  security: object[];
}

/** Schemas that have a name of their own; the others stand where they are used. */
const NAMED: Record<string, z.ZodType> = {
  PageSummary: pageSummarySchema,
  Mention: mentionSchema,
  Link: linkItemSchema,
  LinkList: linkListSchema,
  SearchItem: searchItemSchema,
  SearchList: searchListSchema,
  ReportItem: reportItemSchema,
  ReportList: reportListSchema,
  Page: pageDetailSchema,
  PageContent: pageContentSchema,
  PathList: pathListSchema,
  UnlinkedList: unlinkedListSchema,
  RelatedList: relatedListSchema,
  Subgraph: subgraphSchema,
  Map: mapSchema,
  Stats: statsSchema,
  Health: healthSchema,
  Ready: readySchema,
  Problem: problemSchema,
};

/** What any route may say, whatever it is asked. */
const ANY_ROUTE: readonly ErrorCode[] = [
  'invalid-request',
  'method-not-allowed',
  'unauthorized',
  'too-many-requests',
  'head-too-large',
  'store-unavailable',
  'store-incompatible',
];

/** The description of all routes; @param version of the program */
export function openApi(routes: readonly ApiRoute[], version: string): ApiDescription {
  const names = namesOf(routes);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Wiki Atlas',
      version,
      description: 'Reads a wiki as a graph of pages and the links between them. Every route is GET or HEAD.',
    },
    paths: Object.fromEntries(
      routes.map((route) => [openApiPath(route.path), { get: operation(route, names, routes) }]),
    ),
    components: {
      schemas: components(names),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    // A server may be told to ask for a token, or not.
    security: [{}, { token: [] }],
  };
}

/** `/api/pages/:id` is `/api/pages/{id}`. */
export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function operation(route: ApiRoute, names: Map<z.ZodType, string>, routes: readonly ApiRoute[]): Operation {
  return {
    operationId: operationId(route.path),
    summary: route.summary,
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    responses: { ...success(route, names, linksFrom(route, routes)), ...refusals(route) },
  };
}

/** `/api/pages/:id/links` is `pages_id_links`. */
function operationId(path: string): string {
  return (path.replace(/^\/api\//, '').match(/\w+/g) ?? []).join('_');
}

function parameters(schema: z.ZodObject, place: Parameter['in']): Parameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' });
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = asParameter(property as JsonSchema);
    return {
      name,
      in: place,
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: { ...rest, ...defaultOf(schema.shape[name]) },
    };
  });
}

/** Zod leaves it out where the schema makes something else of a text, since it is no text. */
function defaultOf(field: unknown): Pick<JsonSchema, 'default'> {
  return field instanceof z.ZodDefault ? { default: field.def.defaultValue } : {};
}

/** A query's text as what it stands for: a number is no pattern of digits, one of several is a list of one. */
function asParameter(property: JsonSchema): JsonSchema {
  const shown = { ...property };
  if (shown.type === 'integer') delete shown.pattern;
  const list = shown.anyOf?.find((one) => one.type === 'array');
  if (list === undefined) return shown;
  delete shown.anyOf;
  return { ...shown, ...list, minItems: 1 };
}

/** Where one may go on with a page that an answer names. */
function linksFrom({ pageAt }: ApiRoute, routes: readonly ApiRoute[]): Record<string, object> | null {
  if (pageAt === null) return null;
  const ofPages = routes.filter(({ params }) => 'id' in params.shape);
  return Object.fromEntries(
    ofPages.map(({ path }) => [
      operationId(path),
      { operationId: operationId(path), parameters: { id: `$response.body#${pageAt}` } },
    ]),
  );
}

const fingerprintHeader = {
  description: 'The graph that the answer was made of, percent-encoded; `none` before the first import',
  schema: { type: 'string' },
};

function success(
  route: ApiRoute,
  names: Map<z.ZodType, string>,
  links: Record<string, object> | null,
): Operation['responses'] {
  const content = Object.entries(route.answers).map(([type, schema]) => [
    type,
    { schema: schema === null ? { type: 'string' } : reference(names.get(schema) ?? '') },
  ]);
  const unchanged = { 304: { description: 'What `If-None-Match` names is still what it is' } };
  return {
    200: {
      description: 'The answer',
      content: Object.fromEntries(content),
      ...(route.namesGraph ? { headers: { 'Graph-Fingerprint': fingerprintHeader } } : {}),
      ...(links === null ? {} : { links }),
    },
    ...(route.ofGraph || route.tagged ? unchanged : {}),
  };
}

function refusals(route: ApiRoute): Operation['responses'] {
  const byStatus = new Map<number, string[]>();
  for (const code of [...ANY_ROUTE, ...route.errors]) {
    const codes = byStatus.get(statusOf(code)) ?? [];
    byStatus.set(statusOf(code), [...codes, code]);
  }
  byStatus.set(500, ['internal']);
  const problem = { 'application/problem+json': { schema: reference('Problem') } };
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.map((code) => `\`${code}\``).join(' or '), content: problem },
    ]),
  );
}

function reference(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

/** Every schema that has or needs a name: an answer without one has its route's. */
function namesOf(routes: readonly ApiRoute[]): Map<z.ZodType, string> {
  const names = new Map(Object.entries(NAMED).map(([name, schema]) => [schema, name]));
  for (const { path, answers } of routes) {
    for (const schema of Object.values(answers)) {
      if (schema !== null && !names.has(schema)) names.set(schema, `${operationId(path)}_answer`);
    }
  }
  return names;
}

function components(names: Map<z.ZodType, string>): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}`, io: 'output' });
  for (const schema of Object.values(schemas)) {
    // They are parts of one document, not documents.
    delete schema.$schema;
    delete schema.$id;
  }
  return schemas;
}
