// Run by hand when GitHub's description changes:
//   npm install --prefix <folder> @octokit/openapi@<version>
//   node src/simulator/github/openapi/extract.ts <folder>/node_modules/@octokit/openapi
// The package unpacks to hundreds of megabytes, so only what the simulator serves is committed.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Json, JsonObject } from '../json.ts';
import { isList, isObject, json } from '../json.ts';
import { operationIds, webhookIds } from './operations.ts';

const prose = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'x-github',
  'title',
  'deprecated',
  'x-enum-descriptions',
]);

/** Drops prose; under `properties` every key is a name GitHub chose, `description` too. */
function withoutProse(value: Json, namesFollow = false): Json {
  if (isList(value)) return value.map((item) => withoutProse(item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => namesFollow || !prose.has(key))
      .map(([key, inner]) => [key, withoutProse(inner, !namesFollow && key === 'properties')]),
  );
}

function references(value: Json, found: Set<string>): void {
  if (isList(value)) for (const item of value) references(item, found);
  else if (isObject(value))
    for (const [key, inner] of Object.entries(value))
      if (key === '$ref' && typeof inner === 'string') found.add(inner);
      else references(inner, found);
}

function lookUp(document: JsonObject, reference: string): Json {
  let at: Json | undefined = document;
  for (const part of reference.slice(2).split('/')) at = isObject(at) ? at[part] : undefined;
  if (at === undefined) throw new Error(`${reference} leads nowhere`);
  return at;
}

function closure(document: JsonObject, roots: Json): JsonObject {
  const components: Record<string, Record<string, Json>> = {};
  const queue = new Set<string>();
  references(roots, queue);
  for (const reference of queue) {
    const [, , kind, name] = reference.split('/');
    if (kind === undefined || name === undefined)
      throw new Error(`${reference} is not a component`);
    const component = withoutProse(lookUp(document, reference));
    (components[kind] ??= {})[name] = component;
    references(component, queue);
  }
  const sorted = (record: Record<string, Json>): JsonObject =>
    Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return Object.fromEntries(
    Object.entries(components).map(([kind, named]) => [kind, sorted(named)]),
  );
}

function described(document: JsonObject): JsonObject {
  const paths: Record<string, Record<string, Json>> = {};
  const missing = new Set<string>(operationIds);
  for (const [path, methods] of Object.entries(json.object(document['paths'])))
    for (const [method, operation] of Object.entries(json.object(methods))) {
      const id = isObject(operation) ? operation['operationId'] : undefined;
      if (typeof id !== 'string' || !missing.delete(id)) continue;
      (paths[path] ??= {})[method] = withoutProse(operation);
    }
  if (missing.size > 0) throw new Error(`not described: ${[...missing].join(', ')}`);
  return paths;
}

function webhooks(document: JsonObject): JsonObject {
  const all = json.object(document['x-webhooks']);
  return Object.fromEntries(
    webhookIds.map((id) => {
      let at = json.object(all[id]);
      for (const part of ['post', 'requestBody', 'content', 'application/json', 'schema'])
        at = json.object(at[part]);
      return [id, withoutProse(at)];
    }),
  );
}

const folder = z.string({ error: 'name the folder of @octokit/openapi' }).parse(process.argv[2]);
const bytes = readFileSync(join(folder, 'generated/api.github.com.json'));
const manifest = json.object(json.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
const document = json.object(json.parse(bytes.toString('utf8')));
const roots = { paths: described(document), webhooks: webhooks(document) };
const subset = {
  source: {
    package: '@octokit/openapi',
    version: z.string().parse(manifest['version']),
    file: 'generated/api.github.com.json',
    sha256: createHash('sha256').update(bytes).digest('hex'),
    license: 'MIT',
  },
  ...roots,
  components: closure(document, roots),
};
writeFileSync(join(import.meta.dirname, 'subset.json'), `${JSON.stringify(subset, null, 1)}\n`);
