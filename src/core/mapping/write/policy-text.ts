import { documentKeys, statementKeys } from '../policy-keys.ts';

/**
 * A policy in canonical form as the text of a JSON file, ready to be reviewed; null where it is no
 * JSON that a file could hold.
 */
export function policyText(canonical: string): string | null {
  try {
    const document: unknown = JSON.parse(canonical);
    return `${JSON.stringify(inOrder(document), null, 2)}\n`;
  } catch {
    return null;
  }
}

function inOrder(document: unknown): unknown {
  if (!isRecord(document)) return document;
  const entries = inOrderOf(documentKeys, document).map(([key, value]): [string, unknown] => [
    key,
    key === 'Statement' && Array.isArray(value) ? value.map(statementInOrder) : value,
  ]);
  return Object.fromEntries(entries);
}

function statementInOrder(statement: unknown): unknown {
  return isRecord(statement) ? Object.fromEntries(inOrderOf(statementKeys, statement)) : statement;
}

/** What is not among `keys` follows, as it was. */
function inOrderOf(keys: readonly string[], record: object): [string, unknown][] {
  const rank = (key: string): number => {
    const at = keys.indexOf(key);
    return at === -1 ? keys.length : at;
  };
  return Object.entries(record).toSorted(([a], [b]) => rank(a) - rank(b));
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
