/**
 * The API's reference as one page of HTML, made of its description: no script, nothing from elsewhere.
 * Invariant: whatever the description says is shown as text.
 */
import { escapeUTF8 as escaped } from 'entities';
import type { ApiDescription, JsonSchema, Operation, Parameter } from './open-api.ts';

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d4d4d8, #3f3f46); --soft: light-dark(#f4f4f5, #27272a); --quiet: light-dark(#52525b, #a1a1aa); --link: light-dark(#1d4ed8, #93c5fd); }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fff, #18181b); color: light-dark(#18181b, #fafafa); overflow-wrap: anywhere; }
a { color: var(--link); }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .375rem; padding: .75rem; white-space: pre-wrap; }
h2 { border-top: 1px solid var(--line); padding-top: 1rem; font-size: 1.125rem; }
h3 { font-size: 1rem; margin-bottom: .25rem; }
dl { margin: 0; } dt { margin-top: .5rem; } dd { margin: 0 0 0 1rem; color: var(--quiet); }
nav ul { padding-left: 1.25rem; columns: 18rem; }
`;

/** The page. */
export function referencePage(description: ApiDescription): string {
  const { info, paths, components } = description;
  const operations = Object.entries(paths).map(([path, { get }]) => ({ path, get }));
  const places = operations.map(
    ({ path, get }) => `<li><a href="#${escaped(get.operationId)}"><code>${escaped(path)}</code></a></li>`,
  );
  const shapes = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<h3 id="${shapeId(name)}"><code>${escaped(name)}</code></h3>${block(typeText(schema, 0))}`,
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)} API</title><style>${STYLE}</style></head>
<body>
<header><h1>${escaped(info.title)} API</h1><p>${escaped(info.description)} Version ${escaped(info.version)}. As data: <a href="/api/openapi.json">OpenAPI 3.1</a>.</p></header>
<nav aria-label="Routes"><ul>${places.join('')}</ul></nav>
<main>${operations.map(({ path, get }) => section(path, get)).join('\n')}
<h2>Shapes</h2>${shapes.join('\n')}</main>
</body>
</html>
`;
}

function section(path: string, operation: Operation): string {
  const { operationId, summary, parameters, responses } = operation;
  const answers = Object.entries(responses).map(([status, { description, content = {} }]) => {
    const shapes = Object.entries(content).map(
      ([type, { schema }]) => `${escaped(type)}: <code>${linkedType(schema ?? {})}</code>`,
    );
    return `<dt><code>${escaped(status)}</code> ${prose(description)}</dt><dd>${shapes.join('<br>')}</dd>`;
  });
  return `<section aria-labelledby="${escaped(operationId)}"><h2 id="${escaped(operationId)}"><code>GET ${escaped(path)}</code></h2>
<p>${prose(summary)}</p>
${parameters.length > 0 ? `<h3>Parameters</h3><dl>${parameters.map(parameterText).join('')}</dl>` : ''}
<h3>Answers</h3><dl>${answers.join('')}</dl></section>`;
}

function parameterText({ name, required, description = '', schema }: Parameter): string {
  const { default: standard, minimum, maximum, maxLength, maxItems } = schema;
  const bounds = [
    required ? 'required' : null,
    minimum === undefined || maximum === undefined ? null : `${minimum} to ${maximum}`,
    maxItems === undefined ? null : `may be given ${maxItems} times`,
    maxLength === undefined ? null : `at most ${maxLength} characters`,
    standard === undefined ? null : `without it ${String(standard)}`,
  ].filter((bound) => bound !== null);
  const text = [description, bounds.join(', ')].filter((part) => part !== '').join('; ');
  return `<dt><code>${escaped(name)}</code> <code>${linkedType(schema)}</code></dt><dd>${prose(text)}</dd>`;
}

const shapeId = (name: string): string => escaped(`shape-${name}`);
const block = (text: string): string => `<pre><code>${linkedNames(text)}</code></pre>`;
const linkedType = (schema: JsonSchema): string => linkedNames(typeText(schema, 0));
/** Names of other shapes stand in the text between marks that no property or value of ours has. */
const linkedNames = (text: string): string =>
  escaped(text).replace(/«(\w+)»/g, (_, name: string) => `<a href="#${shapeId(name)}">${name}</a>`);
const prose = (text: string): string => escaped(text).replace(/`([^`]*)`/g, '<code>$1</code>');

/** A JSON schema in the notation of TypeScript's types. */
function typeText(schema: JsonSchema | boolean, depth: number): string {
  if (typeof schema === 'boolean') return 'unknown';
  if (schema.$ref !== undefined) return `«${schema.$ref.split('/').at(-1) ?? ''}»`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return schema.anyOf.map((one) => typeText(one, depth)).join(' | ');
  if (schema.prefixItems) return `[${schema.prefixItems.map((one) => typeText(one, depth)).join(', ')}]`;
  if (schema.type === 'array') {
    const item = typeof schema.items === 'object' && !Array.isArray(schema.items) ? schema.items : {};
    const text = typeText(item, depth);
    return text.includes(' | ') && !text.startsWith('{') ? `(${text})[]` : `${text}[]`;
  }
  if (schema.type === 'object') {
    const indent = '  '.repeat(depth + 1);
    const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
      const optional = schema.required?.includes(name) ? '' : '?';
      return `${indent}${name}${optional}: ${typeText(property, depth + 1)}`;
    });
    return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
  }
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  return schema.type ?? 'unknown';
}
