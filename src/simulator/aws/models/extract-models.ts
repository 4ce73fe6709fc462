// Development script: cuts the operations the simulator serves out of botocore's service models.
//   node src/simulator/aws/models/extract-models.ts <site-packages directory that holds botocore>
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';
import { servedOperations } from './served-operations.ts';

const sourceModel = z.object({
  metadata: z.looseObject({
    apiVersion: z.string(),
    targetPrefix: z.string().optional(),
    protocol: z.string(),
    signingName: z.string().optional(),
    endpointPrefix: z.string(),
  }),
  operations: z.record(
    z.string(),
    z.looseObject({
      input: z.looseObject({ shape: z.string() }).optional(),
      output: z.looseObject({ shape: z.string() }).optional(),
      http: z.looseObject({ method: z.string(), requestUri: z.string() }),
      errors: z.array(z.looseObject({ shape: z.string() })).default([]),
    }),
  ),
  shapes: z.record(z.string(), z.record(z.string(), z.json())),
});

const sources = [
  { service: 'sso-admin', path: 'botocore/data/sso-admin/2020-07-20/service-2.json' },
  { service: 'identitystore', path: 'botocore/data/identitystore/2020-06-15/service-2.json' },
  { service: 'organizations', path: 'botocore/data/organizations/2016-11-28/service-2.json' },
  { service: 'cloudtrail', path: 'botocore/data/cloudtrail/2013-11-01/service-2.json' },
  {
    service: 'accessanalyzer',
    path: 'botocore/data/accessanalyzer/2019-11-01/service-2.json',
  },
] as const;

function readSource(root: string, path: string): Buffer {
  const plain = `${root}/${path}`;
  return existsSync(plain) ? readFileSync(plain) : gunzipSync(readFileSync(`${plain}.gz`));
}

function botocoreVersion(root: string): string {
  const found = /__version__ = '([^']+)'/.exec(
    readFileSync(`${root}/botocore/__init__.py`, 'utf8'),
  );
  if (found?.[1] === undefined) throw new Error(`no botocore version below ${root}`);
  return found[1];
}

const kept = new Set([
  'type',
  'required',
  'members',
  'member',
  'key',
  'value',
  'min',
  'max',
  'pattern',
  'enum',
]);
const flags = new Set(['exception', 'fault', 'union', 'document']);

function stripShape(
  shape: Record<string, z.core.util.JSONType>,
): Record<string, z.core.util.JSONType> {
  const result: Record<string, z.core.util.JSONType> = {};
  for (const [key, value] of Object.entries(shape)) {
    if (flags.has(key)) result[key] = true;
    else if (kept.has(key))
      result[key] = key === 'members' ? shapeNames(value) : memberName(key, value);
  }
  return result;
}

const reference = z.looseObject({ shape: z.string() });

function shapeNames(members: z.core.util.JSONType): Record<string, string> {
  const entries = Object.entries(z.record(z.string(), reference).parse(members));
  return Object.fromEntries(entries.map(([name, target]) => [name, target.shape]));
}

function memberName(key: string, value: z.core.util.JSONType): z.core.util.JSONType {
  return key === 'member' || key === 'key' || key === 'value'
    ? reference.parse(value).shape
    : value;
}

function referencedShapes(shape: Record<string, z.core.util.JSONType>): string[] {
  const members = shape['members'];
  const nested =
    members === undefined ? [] : Object.values(z.record(z.string(), z.string()).parse(members));
  const direct = ['member', 'key', 'value']
    .map((key) => shape[key])
    .filter((name) => typeof name === 'string');
  return [...nested, ...direct];
}

/** Of REST services: where an operation is asked for, and what stands in the query. */
function routeOf(model: z.output<typeof sourceModel>, name: string) {
  const operation = model.operations[name];
  if (operation === undefined || model.metadata.protocol !== 'rest-json') return {};
  const { members = {} } = model.shapes[operation.input?.shape ?? ''] ?? {};
  const query = Object.entries(located.parse(members))
    .filter(([, { location }]) => location === 'querystring')
    .map(([member]) => member);
  const { method, requestUri } = operation.http;
  return { http: { method, path: requestUri, query } };
}

const located = z.record(z.string(), z.looseObject({ location: z.string().optional() }));

/** The status that a REST service answers each error with. */
function statusesOf(model: z.output<typeof sourceModel>, errors: readonly string[]) {
  if (model.metadata.protocol !== 'rest-json') return {};
  const statuses = errors.map((name) => {
    const { httpStatusCode } = z
      .looseObject({ httpStatusCode: z.number() })
      .parse(model.shapes[name]?.['error']);
    return [name, httpStatusCode] as const;
  });
  return { errorStatuses: Object.fromEntries(statuses) };
}

const root = process.argv[2];
if (root === undefined) throw new Error('say where botocore is: a site-packages directory');
const version = botocoreVersion(root);
for (const { service, path } of sources) {
  const text = readSource(root, path);
  const model = sourceModel.parse(JSON.parse(text.toString('utf8')));
  const operations: Record<string, { input?: string; output?: string; errors: string[] }> = {};
  const failures: string[] = [];
  const wanted: string[] = [];
  for (const name of servedOperations[service].toSorted()) {
    const operation = model.operations[name];
    if (operation === undefined) throw new Error(`${service} has no operation ${name}`);
    const errors = operation.errors.map((error) => error.shape).toSorted();
    operations[name] = {
      ...(operation.input && { input: operation.input.shape }),
      ...(operation.output && { output: operation.output.shape }),
      ...routeOf(model, name),
      errors,
    };
    failures.push(...errors);
    wanted.push(
      ...errors,
      ...[operation.input, operation.output].flatMap((ref) => (ref ? [ref.shape] : [])),
    );
  }
  const shapes = new Map<string, Record<string, z.core.util.JSONType>>();
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (shapes.has(name)) continue;
    const shape = stripShape(model.shapes[name] ?? {});
    shapes.set(name, shape);
    wanted.push(...referencedShapes(shape));
  }
  const extracted = {
    source: {
      package: 'botocore',
      version,
      path,
      sha256: createHash('sha256').update(text).digest('hex'),
      license:
        'Apache-2.0, Copyright Amazon.com, Inc. or its affiliates; documentation and unused shapes removed',
    },
    service,
    apiVersion: model.metadata.apiVersion,
    ...(model.metadata.targetPrefix !== undefined && {
      targetPrefix: model.metadata.targetPrefix,
    }),
    signingName: model.metadata.signingName ?? model.metadata.endpointPrefix,
    operations,
    ...statusesOf(model, failures),
    shapes: Object.fromEntries([...shapes].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
  writeFileSync(
    new URL(`${service}.json`, import.meta.url),
    `${JSON.stringify(extracted, null, 1)}\n`,
  );
}
