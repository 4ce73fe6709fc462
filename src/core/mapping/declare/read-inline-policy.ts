import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { grouped } from '../../diagnostics/grouped.ts';
import { canonicalPolicy } from '../../model/canonical-policy.ts';
import { checkPolicy } from '../check/check-policy.ts';
import { awsLimits } from '../limits.ts';
import { plainValue, type Tree } from '../read/tree.ts';
import { textsOf } from './fields.ts';
import type { PolicyFiles } from './policy-files.ts';

export interface InlinePolicy {
  /** In canonical form. */
  readonly policy: string;
  readonly tree: Tree;
}

/** Null where there is none or it cannot be read. */
export function readInlinePolicy(
  tree: Tree | null,
  files: PolicyFiles,
  problems: Diagnostic[],
): InlinePolicy | null {
  const document = documentOf(tree, files, problems);
  if (document === null) return null;
  for (const problem of checkPolicy(document)) problems.push(problem);
  const policy = canonicalPolicy(plainValue(document));
  checkSize(policy, tree ?? document, problems);
  return { policy, tree: document };
}

function documentOf(tree: Tree | null, files: PolicyFiles, problems: Diagnostic[]): Tree | null {
  if (tree?.kind === 'map') return tree;
  const path = textsOf(tree, false)[0];
  if (path === undefined) return null;
  if (path.value.trimStart().startsWith('{')) {
    problems.push(
      errorAt(path.at, 'wrong-type', '"inlinePolicy" is a policy in one long text', {
        help: 'write it as YAML (without the | or the quotes), or put it into a JSON file and name that',
      }),
    );
    return null;
  }
  const opened = files.open(path);
  for (const problem of opened.diagnostics) problems.push(problem);
  return opened.value;
}

function checkSize(policy: string, tree: Tree, problems: Diagnostic[]): void {
  const bytes = new TextEncoder().encode(policy.replaceAll(/\s/g, '')).length;
  const [size, limit, unit] =
    bytes > awsLimits.inlinePolicyBytes
      ? [bytes, awsLimits.inlinePolicyBytes, 'bytes without white space']
      : [policy.length, awsLimits.inlinePolicyCharacters, 'characters'];
  if (size <= limit) return;
  problems.push(
    errorAt(
      tree.at,
      'policy-too-large',
      `the inline policy has ${grouped(size)} ${unit}; AWS allows ${grouped(limit)}`,
      { help: 'move part of it into a customer managed policy' },
    ),
  );
}
