import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt, warningAt } from '../../diagnostics/error-at.ts';
import { didYouMean, isMisspelt } from '../../diagnostics/nearest.ts';
import { place } from '../../diagnostics/place.ts';
import type { Span } from '../../diagnostics/span.ts';
import { documentKeys, statementKeys } from '../policy-keys.ts';
import { describeTree, type MapTree, type Tree } from '../read/tree.ts';
import { checkStatementValues } from './check-statement-values.ts';

/** What IAM would refuse in an identity policy, as far as the text alone shows it. */
export function checkPolicy(document: Tree): readonly Diagnostic[] {
  if (document.kind !== 'map') {
    return [
      invalid(
        document.at,
        `a policy is a map with Version and Statement, but this is ${describeTree(document)}`,
      ),
    ];
  }
  const problems = unknownKeys(document, documentKeys, 'a policy');
  problems.push(...checkVersion(document));
  const statements = document.entries.get('Statement')?.value;
  if (statements === undefined) {
    if (!isMisspelt('Statement', document.entries.keys())) {
      problems.push(invalid(document.at, 'the policy has no Statement', 'add "Statement"'));
    }
    return problems;
  }
  const list = statements.kind === 'list' ? statements.items : [statements];
  if (list.length === 0)
    problems.push(invalid(statements.at, 'the policy has no statement in its Statement list'));
  const sids = new Map<string, Span>();
  for (const statement of list) problems.push(...checkStatement(statement, sids));
  return problems;
}

function checkVersion(document: MapTree): Diagnostic[] {
  const version = document.entries.get('Version');
  if (version === undefined) {
    return [
      warningAt(document.at, 'policy-without-version', 'the policy has no Version', {
        why: 'IAM then reads it by the rules of 2008: policy variables such as ${aws:username} stay plain text',
        help: 'add "Version": "2012-10-17"',
      }),
    ];
  }
  const { value } = version;
  const known =
    value.kind === 'scalar' && (value.value === '2012-10-17' || value.value === '2008-10-17');
  return known
    ? []
    : [invalid(value.at, 'the Version must be 2012-10-17 or 2008-10-17', 'write "2012-10-17"')];
}

function checkStatement(statement: Tree, sids: Map<string, Span>): Diagnostic[] {
  if (statement.kind !== 'map') {
    return [
      invalid(
        statement.at,
        `a statement is a map with Effect, Action and Resource, but this is ${describeTree(statement)}`,
      ),
    ];
  }
  const problems = [
    ...principalKeys(statement),
    ...unknownKeys(
      statement,
      [...statementKeys, 'Principal', 'NotPrincipal'],
      'a statement',
      statementKeys,
    ),
    ...checkEffect(statement),
    ...exactlyOne(statement, 'Action', 'NotAction'),
    ...exactlyOne(statement, 'Resource', 'NotResource'),
    ...checkStatementValues(statement),
  ];
  const sid = statement.entries.get('Sid')?.value;
  if (sid?.kind !== 'scalar' || typeof sid.value !== 'string') return problems;
  const first = sids.get(sid.value);
  if (first !== undefined && first !== sid.at) {
    problems.push(
      errorAt(sid.at, 'invalid-policy', `the Sid "${sid.value}" stands twice`, {
        why: `the first is at ${place(first)}`,
        help: 'give each statement its own Sid, or none',
      }),
    );
  }
  sids.set(sid.value, sid.at);
  return problems;
}

function checkEffect(statement: MapTree): Diagnostic[] {
  const effect = statement.entries.get('Effect');
  if (effect === undefined) {
    if (isMisspelt('Effect', unknown(statement))) return [];
    return [invalid(statement.at, 'the statement has no Effect', 'add "Effect": "Allow"')];
  }
  const { value } = effect;
  const written = value.kind === 'scalar' ? value.value : null;
  if (written === 'Allow' || written === 'Deny') return [];
  return [
    invalid(
      value.at,
      `Effect must be Allow or Deny, but is ${describeTree(value)}`,
      didYouMean(String(written), ['Allow', 'Deny'], 'write "Allow" or "Deny"'),
    ),
  ];
}

function exactlyOne(statement: MapTree, key: string, opposite: string): Diagnostic[] {
  const [one, other] = [statement.entries.get(key), statement.entries.get(opposite)];
  if (one !== undefined && other !== undefined) {
    return [
      invalid(
        other.keyAt,
        `a statement cannot have both ${key} and ${opposite}`,
        'delete one of them',
      ),
    ];
  }
  const misspelt = [key, opposite].some((name) => isMisspelt(name, unknown(statement)));
  return one === undefined && other === undefined && !misspelt
    ? [invalid(statement.at, `the statement has no ${key}`, `add "${key}" or "${opposite}"`)]
    : [];
}

function unknown(statement: MapTree): string[] {
  return [...statement.entries.keys()].filter((key) => !statementKeys.includes(key));
}

function principalKeys(statement: MapTree): Diagnostic[] {
  return ['Principal', 'NotPrincipal'].flatMap((key) => {
    const entry = statement.entries.get(key);
    return entry === undefined
      ? []
      : [
          errorAt(entry.keyAt, 'invalid-policy', `an inline policy cannot have ${key}`, {
            why: 'its principal is whoever is assigned the permission set',
            help: 'delete it',
          }),
        ];
  });
}

function unknownKeys(
  map: MapTree,
  known: readonly string[],
  where: string,
  suggested: readonly string[] = known,
): Diagnostic[] {
  return [...map.entries]
    .filter(([key]) => !known.includes(key))
    .map(([key, entry]) =>
      invalid(
        entry.keyAt,
        `"${key}" is not an element of ${where}`,
        didYouMean(key, suggested, `the elements are ${suggested.join(', ')}`),
      ),
    );
}

function invalid(at: Span, headline: string, help: string | null = null): Diagnostic {
  return errorAt(at, 'invalid-policy', headline, { help });
}
