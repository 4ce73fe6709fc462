import type * as z from 'zod';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { visible } from '../../diagnostics/hidden-characters.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import { describeTree, type ScalarTree, type Tree } from '../read/tree.ts';

type Issue = z.core.$ZodIssue;

/** A value that its key does not take, told by what stands there and by what should. */
export function describeWrongValue(
  issue: Issue,
  path: readonly PropertyKey[],
  tree: Tree,
): Diagnostic {
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
  if (tree.kind === 'scalar' && typeof tree.value === 'number' && takesText(issue)) {
    if (/^\d{12}$/.test(tree.source)) return unquotedAccountId(tree);
  }
  return errorAt(
    tree.at,
    tree.kind === 'scalar' && isOutOfRange(issue) ? 'invalid-value' : 'wrong-type',
    `${subject} must be ${expected}, but is ${visible(describeTree(tree))}`,
    { help: tree.kind === 'scalar' ? helpWithScalar(issue, tree) : `write ${expected}` },
  );
}

function helpWithScalar(issue: Issue, tree: ScalarTree): string {
  const { value, source } = tree;
  const expected = issue.message;
  if (value === null) return `give ${expected}, or delete the key`;
  if (typeof value !== 'string') {
    // An example in the expectation says more than quotes around a number would.
    return takesText(issue) && !expected.includes('such as')
      ? `put it in quotes: "${source}"`
      : `write ${expected}`;
  }
  if (issue.code === 'invalid_value') {
    const near = nearest(value, issue.values.map(String));
    if (near !== null) return `did you mean "${near}"?`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'array' && value.length < 60) {
    return `write [${value}]`;
  }
  if (issue.code === 'invalid_type' && issue.expected === 'boolean') {
    if (/^(?:yes|on|y|true)$/i.test(value)) return 'write true, without quotes';
    if (/^(?:no|off|n|false)$/i.test(value)) return 'write false, without quotes';
  }
  return `write ${expected}`;
}

function takesText(issue: Issue): boolean {
  if (issue.code === 'invalid_union') return issue.errors.some((branch) => branch.some(takesText));
  return issue.code === 'invalid_type' && issue.expected === 'string';
}

function isOutOfRange(issue: Issue): boolean {
  return issue.code === 'invalid_value' || issue.code === 'too_small' || issue.code === 'too_big';
}

function unquotedAccountId(tree: ScalarTree): Diagnostic {
  return errorAt(tree.at, 'unquoted-account-id', 'the account id is not in quotes', {
    why: 'without quotes YAML reads a number, and a leading zero is lost',
    help: `write "${tree.source}"`,
  });
}

/** `"sessionDuration"`, `entry 2 of "accounts"`, or the file at the top. */
function subjectOf(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'a mapping file';
  if (typeof last !== 'number') return `"${visible(String(last))}"`;
  return `entry ${last + 1} of "${visible(String(path.at(-2) ?? 'the list'))}"`;
}
