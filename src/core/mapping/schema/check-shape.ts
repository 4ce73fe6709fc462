import type * as z from 'zod';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { didYouMean, nearest } from '../../diagnostics/nearest.ts';
import { visible } from '../../diagnostics/hidden-characters.ts';
import type { Span } from '../../diagnostics/span.ts';
import { describeTree, plainValue, type Tree } from '../read/tree.ts';
import { KEY_SEPARATOR } from './shape.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** Every place where the tree has not the schema's shape. */
export function checkShape(schema: z.ZodType, tree: Tree): readonly Diagnostic[] {
  const result = schema.safeParse(plainValue(tree));
  return result.success
    ? []
    : result.error.issues.flatMap((issue) => describeIssue(issue, issue.path, tree));
}

function describeIssue(issue: Issue, path: Path, tree: Tree): Diagnostic[] {
  const found = locate(tree, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, issue.message.split(KEY_SEPARATOR), found));
    case 'invalid_union':
      return describeUnion(issue, path, tree);
    default:
      return found.missing === null ? [wrongValue(issue, path, found.tree)] : [missingKey(found)];
  }
}

/** Of a union's branches the one that the author most likely meant: it fits at the top and fails least below. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, tree: Tree): Diagnostic[] {
  const fitting = issue.errors
    .filter((branch) => branch.every((inner) => inner.path.length > 0 || !isTypeError(inner)))
    .toSorted((a, b) => a.length - b.length);
  const meant = fitting[0];
  const found = locate(tree, path);
  if (meant !== undefined && meant.length > 0) {
    return meant.flatMap((inner) => describeIssue(inner, [...path, ...inner.path], tree));
  }
  return found.missing === null ? [wrongValue(issue, path, found.tree)] : [missingKey(found)];
}

function isTypeError(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_union';
}

interface Found {
  readonly tree: Tree;
  /** The key that should stand in `tree` and does not. */
  readonly missing: string | null;
  /** Where the value's key stands, or the value itself in a list. */
  readonly at: Span;
}

function locate(tree: Tree, path: Path): Found {
  let current = tree;
  let { at } = tree;
  for (const part of path) {
    const child = childOf(current, part);
    if (child === null) return { tree: current, missing: String(part), at };
    current = child.tree;
    at = child.at;
  }
  return { tree: current, missing: null, at };
}

function childOf(tree: Tree, part: PropertyKey): { tree: Tree; at: Span } | null {
  if (tree.kind === 'list' && typeof part === 'number') {
    const item = tree.items[part];
    return item === undefined ? null : { tree: item, at: item.at };
  }
  const entry = tree.kind === 'map' ? tree.entries.get(String(part)) : undefined;
  return entry === undefined ? null : { tree: entry.value, at: entry.keyAt };
}

function unknownKey(key: string, known: readonly string[], found: Found): Diagnostic {
  const at = found.tree.kind === 'map' ? found.tree.entries.get(key)?.keyAt : undefined;
  return errorAt(
    at ?? found.at,
    'unknown-key',
    `"${visible(key)}" is not a key that can stand here`,
    {
      help: didYouMean(key, known, `the keys here are ${known.join(', ')}`),
    },
  );
}

function missingKey(found: Found): Diagnostic {
  return errorAt(found.at, 'missing-key', `the key "${found.missing ?? ''}" is missing here`, {
    help: `add "${found.missing ?? ''}:"`,
  });
}

function wrongValue(issue: Issue, path: Path, tree: Tree): Diagnostic {
  const subject = subjectOf(path);
  const expected = issue.message;
  if (tree.kind === 'list' && tree.items.length === 0) {
    return errorAt(tree.at, 'empty-list', `${subject} is an empty list`, {
      why: 'an empty list can mean nothing or everything, so neither is assumed',
      help: `give ${expected}, or delete the key`,
    });
  }
  if (tree.kind === 'scalar' && tree.value === '') {
    return errorAt(tree.at, 'empty-text', `${subject} is empty text`, {
      help: `give ${expected}, or delete it`,
    });
  }
  if (
    tree.kind === 'scalar' &&
    typeof tree.value === 'number' &&
    issue.code !== 'too_small' &&
    issue.code !== 'too_big'
  ) {
    if (/^\d{12}$/.test(tree.source)) return unquotedAccountId(tree.source, tree.at);
    return errorAt(
      tree.at,
      'wrong-type',
      `${subject} must be ${expected}, but is the number ${tree.source}`,
      {
        help: expectsNumber(issue)
          ? `write ${expected}`
          : `quote it if it is meant as text: "${tree.source}"`,
      },
    );
  }
  const isChoice =
    issue.code === 'invalid_value' || issue.code === 'too_small' || issue.code === 'too_big';
  return errorAt(
    tree.at,
    isChoice && tree.kind === 'scalar' ? 'invalid-value' : 'wrong-type',
    `${subject} must be ${expected}, but is ${visible(describeTree(tree))}`,
    { help: helpFor(issue, tree, expected) },
  );
}

function helpFor(issue: Issue, tree: Tree, expected: string): string {
  if (tree.kind === 'scalar' && typeof tree.value === 'string') {
    if (issue.code === 'invalid_value') {
      const near = nearest(tree.value, issue.values.map(String));
      if (near !== null) return `did you mean "${near}"?`;
    }
    if (expected === 'true or false' && /^(?:yes|on|y)$/i.test(tree.value)) return 'write true';
    if (expected === 'true or false' && /^(?:no|off|n)$/i.test(tree.value)) return 'write false';
  }
  if (tree.kind === 'scalar' && typeof tree.value === 'boolean') {
    return `quote it if it is meant as text: "${tree.source}"`;
  }
  return tree.kind === 'scalar' && tree.value === null
    ? `give ${expected}, or delete the key`
    : `write ${expected}`;
}

function expectsNumber(issue: Issue): boolean {
  return issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int');
}

function unquotedAccountId(digits: string, at: Span): Diagnostic {
  return errorAt(at, 'unquoted-account-id', 'the account id is not in quotes', {
    why: 'without quotes YAML reads a number, and a leading zero is lost',
    help: `write "${digits}"`,
  });
}

/** `"sessionDuration"`, `entry 2 of "accounts"`, or `the file` at the top. */
function subjectOf(path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return 'a mapping file';
  if (typeof last !== 'number') return `"${visible(String(last))}"`;
  return `entry ${last + 1} of "${visible(String(path.at(-2) ?? 'the list'))}"`;
}
