/** Elements whose string and one-string list mean the same, and whose order means nothing. */
const stringLists = new Set(['Action', 'NotAction', 'Resource', 'NotResource']);
const principals = new Set(['Principal', 'NotPrincipal']);
const MAX_DEPTH = 200;

/**
 * A policy as minified JSON in one form for each meaning: keys sorted, string lists sorted without
 * repeats, a list of one string as that string, `Statement` always a list. What it does not know is
 * kept, with sorted keys. Statements keep their order, so that a diff reads as it was written.
 */
export function canonicalPolicy(value: unknown): string {
  return write(isRecord(value) ? normalDocument(value) : value, 0);
}

/** The same for a policy's text; text that is not JSON is kept as it is, for it can still be compared. */
export function canonicalPolicyText(text: string): string {
  try {
    return canonicalPolicy(JSON.parse(text));
  } catch {
    return text;
  }
}

type Entries = ReadonlyMap<string, unknown>;

function normalDocument(document: object): Entries {
  return mapValues(document, (key, value) => {
    if (key !== 'Statement') return value;
    return (Array.isArray(value) ? value : [value]).map(normalStatement);
  });
}

function normalStatement(statement: unknown): unknown {
  if (!isRecord(statement)) return statement;
  return mapValues(statement, (key, value) => {
    if (stringLists.has(key)) return normalStrings(value);
    if (principals.has(key)) {
      return isRecord(value) ? mapValues(value, (_, names) => normalStrings(names)) : value;
    }
    return key === 'Condition' && isRecord(value) ? normalCondition(value) : value;
  });
}

function normalCondition(condition: object): Entries {
  return mapValues(condition, (_, operator) =>
    isRecord(operator) ? mapValues(operator, (_key, values) => normalStrings(values)) : operator,
  );
}

function normalStrings(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  const list: unknown[] = value;
  if (!list.every((item) => typeof item === 'string')) {
    return list.length === 1 && isScalar(list[0]) ? list[0] : list;
  }
  const distinct = [...new Set(list)].toSorted();
  return distinct.length === 1 ? distinct[0] : distinct;
}

function mapValues(record: object, change: (key: string, value: unknown) => unknown): Entries {
  // A Map, for a key named __proto__ stays a key in it.
  return new Map(
    Object.entries(record).map(([key, value]): [string, unknown] => [key, change(key, value)]),
  );
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new RangeError('a policy is nested more deeply than any can mean');
  if (Array.isArray(value)) {
    return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = entriesOf(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${write(member, depth + 1)}`);
    return `{${members.join(',')}}`;
  }
  return isScalar(value) ? JSON.stringify(value) : 'null';
}

function entriesOf(value: object): [string, unknown][] {
  if (!(value instanceof Map)) return Object.entries(value);
  const entries: ReadonlyMap<string, unknown> = value;
  return [...entries];
}

function isScalar(value: unknown): value is string | number | boolean | null {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
