import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { AnySchema, ErrorObject, ValidateFunction } from 'ajv';
import { isList, isObject, json } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { operationIds } from './operations.ts';
import type { OperationId, WebhookId } from './operations.ts';

const subset = json.object(
  json.parse(readFileSync(new URL('subset.json', import.meta.url), 'utf8')),
);

/** OpenAPI 3.0 says `nullable: true` beside anything; JSON Schema wants null as a type of its own. */
function asJsonSchema(value: Json): Json {
  if (isList(value)) return value.map(asJsonSchema);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(
    ([key]) => key !== 'nullable' && key !== 'discriminator',
  );
  const schema = Object.fromEntries(entries.map(([key, inner]) => [key, asJsonSchema(inner)]));
  return value['nullable'] === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false });
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
ajv.addFormat('date-time', dateTime);
ajv.addFormat('timestamp', dateTime);
ajv.addFormat('uri', (text: string) => URL.canParse(text.replaceAll(/[{}]/g, '')));
ajv.addFormat('repo.nwo', /^[^/]+\/[^/]+$/);
ajv.addFormat('email', /^[^@]+@[^@]+$/);
for (const loose of ['int64', 'double', 'float', 'ip', 'date', 'binary', 'uri-template'])
  ajv.addFormat(loose, true);
ajv.addSchema(json.object(asJsonSchema(subset)), 'github');

function follow(value: Json | undefined): JsonObject {
  const object = json.object(value);
  const reference = object['$ref'];
  if (typeof reference !== 'string') return object;
  let at: Json | undefined = subset;
  for (const part of reference.slice(2).split('/')) at = json.object(at)[part];
  return follow(at);
}

const pointer = (parts: readonly string[]): string =>
  `github#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

const validators = new Map<string, ValidateFunction>();

/** `coerce` is for what came in a URL, where everything is text. */
function problems(key: string, schema: () => AnySchema, value: unknown): string[] {
  const validator = validators.get(key) ?? ajv.compile(schema());
  validators.set(key, validator);
  if (validator(value)) return [];
  const told = (error: ErrorObject): string =>
    `${error.instancePath || '/'} ${error.message ?? 'is wrong'}`;
  return [...new Set((validator.errors ?? []).map(told))].slice(0, 12);
}

export interface Parameter {
  readonly name: string;
  readonly place: 'path' | 'query';
  readonly required: boolean;
  readonly schema: JsonObject;
}
export interface DescribedOperation {
  readonly id: OperationId;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly takesBody: boolean;
  readonly bodyRequired: boolean;
  /** Top-level names a body may have; undefined where the description leaves it open. */
  readonly bodyKeys: readonly string[] | undefined;
}

function describe(
  method: string,
  path: string,
  operation: JsonObject,
): DescribedOperation | undefined {
  const id = operationIds.find((known) => known === operation['operationId']);
  if (id === undefined) return undefined;
  const listed = operation['parameters'];
  const parameters = (isList(listed) ? listed : []).map((entry: Json): Parameter => {
    const parameter = follow(entry);
    return {
      name: json.text(parameter['name']),
      place: parameter['in'] === 'path' ? 'path' : 'query',
      required: parameter['required'] === true,
      schema: json.object(parameter['schema']),
    };
  });
  const body =
    operation['requestBody'] === undefined ? undefined : follow(operation['requestBody']);
  const content = body && json.object(json.object(body['content'])['application/json']);
  const keys = content && follow(content['schema'])['properties'];
  return {
    id,
    method: method.toUpperCase(),
    path,
    parameters,
    takesBody: body !== undefined,
    bodyRequired: body?.['required'] === true,
    bodyKeys: isObject(keys) ? Object.keys(keys) : undefined,
  };
}

export const operations: readonly DescribedOperation[] = Object.entries(
  json.object(subset['paths']),
)
  .flatMap(([path, methods]) =>
    Object.entries(json.object(methods)).map(([method, operation]) =>
      describe(method, path, json.object(operation)),
    ),
  )
  .filter((operation) => operation !== undefined);

export function parameterProblems(
  operation: DescribedOperation,
  parameter: Parameter,
  value: Json,
): string[] {
  const key = `${operation.id} ${parameter.place} ${parameter.name}`;
  const schema = json.object(asJsonSchema(parameter.schema));
  const found = problems(
    key,
    () => ({ type: 'object', properties: { [parameter.name]: schema } }),
    { [parameter.name]: value },
  );
  return found.map((problem) => `${parameter.place}${problem}`);
}

export function bodyProblems(operation: DescribedOperation, body: Json | undefined): string[] {
  if (!operation.takesBody) return body === undefined ? [] : ['this operation takes no body'];
  if (body === undefined) return operation.bodyRequired ? ['a body is required'] : [];
  const at = [
    'paths',
    operation.path,
    operation.method.toLowerCase(),
    'requestBody',
    'content',
    'application/json',
    'schema',
  ];
  const unknown = isObject(body)
    ? Object.keys(body).filter((key) => operation.bodyKeys?.includes(key) === false)
    : [];
  return [
    ...problems(`${operation.id} body`, () => ({ $ref: pointer(at) }), body),
    ...unknown.map((key) => `/${key} is not described`),
  ];
}

/** An answer GitHub's description does not list for this operation is held against the common shape of errors. */
export function responseProblems(
  operation: DescribedOperation,
  status: number,
  body: Json | undefined,
): string[] {
  const methods = json.object(json.object(subset['paths'])[operation.path]);
  const responses = json.object(json.object(methods[operation.method.toLowerCase()])['responses']);
  const response = responses[String(status)];
  if (response === undefined && status < 400) return [`status ${status} is not described`];
  const content = response && follow(response)['content'];
  const described = isObject(content) ? content['application/json'] : undefined;
  if (response !== undefined && described === undefined)
    return body === undefined || status >= 400 ? [] : ['no body is described'];
  const schema =
    described === undefined
      ? { $ref: pointer(['components', 'schemas', 'basic-error']) }
      : withRoot(json.object(described)['schema']);
  return problems(`${operation.id} ${status}`, () => schema, body);
}

export function webhookProblems(id: WebhookId, payload: Json): string[] {
  return problems(`webhook ${id}`, () => withRoot(json.object(subset['webhooks'])[id]), payload);
}

/** References inside a schema taken out of the description still have to find it. */
function withRoot(value: Json | undefined): AnySchema {
  const rooted = (inner: Json): Json => {
    if (isList(inner)) return inner.map(rooted);
    if (!isObject(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, child]) =>
        key === '$ref' && typeof child === 'string'
          ? [key, `github${child}`]
          : [key, rooted(child)],
      ),
    );
  };
  return json.object(rooted(asJsonSchema(json.object(value))));
}
