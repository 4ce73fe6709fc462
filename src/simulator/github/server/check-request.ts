import { isList, isObject, json } from '../json.ts';
import type { Json, JsonObject } from '../json.ts';
import { bodyProblems, parameterProblems } from '../openapi/description.ts';
import type { DescribedOperation, Parameter } from '../openapi/description.ts';

function types(schema: JsonObject): string[] {
  const branches = schema['oneOf'] ?? schema['anyOf'];
  if (isList(branches))
    return branches.flatMap((branch: Json) => (isObject(branch) ? types(branch) : []));
  return [json.text(schema['type'])];
}

/** In a URL everything is text; what it stands for is in the description. */
function fromText(parameter: Parameter, text: string): Json {
  const kinds = types(parameter.schema);
  if ((kinds.includes('integer') || kinds.includes('number')) && /^-?\d+$/.test(text))
    return Number(text);
  if (kinds.includes('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

export interface RequestData {
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Json | undefined;
}

/** Everything in which a request departs from GitHub's description of the operation. */
export function checkRequest(
  operation: DescribedOperation,
  { path, query, body }: RequestData,
): string[] {
  const known = operation.parameters
    .filter(({ place }) => place === 'query')
    .map(({ name }) => name);
  const unknown = [...new Set(query.keys())].filter((name) => !known.includes(name));
  const found = operation.parameters.flatMap((parameter) => {
    const text = parameter.place === 'path' ? path[parameter.name] : query.get(parameter.name);
    if (text === undefined || text === null)
      return parameter.required ? [`${parameter.place}/${parameter.name} is missing`] : [];
    return parameterProblems(operation, parameter, fromText(parameter, text));
  });
  return [
    ...unknown.map((name) => `query/${name} is not described`),
    ...found,
    ...bodyProblems(operation, body),
  ];
}
