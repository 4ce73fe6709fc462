import type { Json, JsonObject } from '../../aws/json.ts';
import { badRequest } from './graph-error.ts';
import type { Query } from './query.ts';

export interface ResourceType {
  /** As the documentation calls it: `microsoft.graph.group`. */
  readonly name: string;
  /** As error messages call it: `Group`. */
  readonly resource: string;
  /** Returned only where $select asks for it. */
  readonly onlySelected?: readonly string[];
  /** Documented, not simulated, and without a value here. */
  readonly unset?: readonly string[];
  /** What every row has; undefined where rows are of several types. */
  readonly properties: readonly string[] | undefined;
}

/** What $select names, or undefined for the default. */
export function selected({ options }: Query, type: ResourceType): readonly string[] | undefined {
  const text = options.get('$select');
  if (text === undefined || text === '*') return undefined;
  const names = text.split(',').map((name) => name.trim());
  const known = type.properties && [...type.properties, ...(type.unset ?? [])];
  return names.map((name) => {
    const found = known?.find((one) => one.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    if (known === undefined && /^\w+$/.test(name)) return name;
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type '${type.name}'.`,
    );
  });
}

export function select(
  row: JsonObject,
  names: readonly string[] | undefined,
  type: ResourceType,
): JsonObject {
  const annotations = Object.entries(row).filter(([name]) => name.startsWith('@'));
  const values: [string, Json][] =
    names === undefined
      ? Object.entries(row).filter(
          ([name]) => !name.startsWith('@') && type.onlySelected?.includes(name) !== true,
        )
      : names
          // Of members of several types each has its own properties.
          .filter((name) => name in row || type.properties !== undefined)
          .map((name) => [name, row[name] ?? null]);
  return Object.fromEntries([...annotations, ...values]);
}
