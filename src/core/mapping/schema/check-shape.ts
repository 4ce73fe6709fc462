import type * as z from 'zod';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { didYouMean, isMisspelt } from '../../diagnostics/nearest.ts';
import { visible } from '../../diagnostics/hidden-characters.ts';
import type { Span } from '../../diagnostics/span.ts';
import { plainValue, type Tree } from '../read/tree.ts';
import { describeWrongValue } from './describe-wrong-value.ts';
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
  if (found.tree.kind === 'scalar' && found.tree.broken) return [];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, issue.message.split(KEY_SEPARATOR), found));
    case 'invalid_union':
      return describeUnion(issue, path, tree);
    default:
      return wrongOrMissing(issue, path, found);
  }
}

/** Of a union's branches the one that the author most likely meant: it fits at the top and fails least below. */
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, tree: Tree): Diagnostic[] {
  const fitting = branchesOf(issue)
    .filter((branch) => branch.every((inner) => inner.path.length > 0 || !isTypeError(inner)))
    .toSorted((a, b) => a.length - b.length);
  const meant = fitting[0];
  const found = locate(tree, path);
  if (meant !== undefined && meant.length > 0) {
    return meant.flatMap((inner) => describeIssue(inner, [...path, ...inner.path], tree));
  }
  return wrongOrMissing(issue, path, found);
}

function wrongOrMissing(issue: Issue, path: Path, found: Found): Diagnostic[] {
  const { missing, tree } = found;
  if (missing === null) return [describeWrongValue(issue, path, tree)];
  // Its misspelling is reported as an unknown key.
  if (tree.kind === 'map' && isMisspelt(missing, tree.entries.keys())) return [];
  return [missingKey(missing, found.at)];
}

/** Each branch's issues; a branch that is a union itself counts as its own branches. */
function branchesOf(issue: z.core.$ZodIssueInvalidUnion): readonly (readonly Issue[])[] {
  return issue.errors.flatMap((branch) => {
    const [only] = branch;
    return branch.length === 1 && only?.code === 'invalid_union' && only.path.length === 0
      ? branchesOf(only)
      : [branch];
  });
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

function missingKey(key: string, at: Span): Diagnostic {
  return errorAt(at, 'missing-key', `the key "${key}" is missing here`, { help: `add "${key}:"` });
}
