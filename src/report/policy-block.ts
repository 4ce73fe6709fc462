import { comparePolicies } from '../core/policy/compare-policies.ts';
import { indent } from './document.ts';
import { codeBlock } from './escape.ts';
import { policyDiff, prettyPolicy } from './policy-diff.ts';
import { policyDetails, policySentence } from './policy-words.ts';
import { statementLines } from './statement-words.ts';
import { count } from './words.ts';

/** What becomes of an inline policy: everything, without its text, and in one line. */
export interface PolicyBlock {
  readonly full: string;
  readonly middle: string;
  readonly short: string;
}

export function folded(summary: string, block: string): string {
  return `<details><summary>${summary}</summary>\n\n${block}\n\n</details>`;
}

/** Null where it is not touched; `undefined` says that of one side, null that there is none. */
export function policyBlock(
  before: string | null | undefined,
  after: string | null | undefined,
): PolicyBlock | null {
  const old = before ?? null;
  if (after === undefined || after === old) return null;
  const change = comparePolicies(old, after);
  const verb = old === null ? '**adds** one, ' : after === null ? '**removes** it, ' : '';
  const short = `- inline policy: ${verb}${policySentence(change)}`;
  // Of a whole policy that comes or goes, its text says the rest.
  const statements = old === null || after === null ? [] : statementLines(change.statements);
  const lines = [...policyDetails(change), ...statements].map((line) => indentItem(line));
  const middle = [short, ...lines].join('\n');
  return { full: `${middle}\n${indent(textBlock(old, after))}`, middle, short };
}

function indentItem(line: string): string {
  return `  - ${line}`;
}

function textBlock(old: string | null, after: string | null): string {
  if (old === null || after === null) {
    const lines = prettyPolicy(after ?? old);
    return folded(`the policy, ${count(lines.length, 'line')}`, codeBlock(lines, 'json'));
  }
  const { lines, added, removed } = policyDiff(old, after);
  const summary = `the text, ${count(added, 'line')} added, ${count(removed, 'line')} removed`;
  return folded(summary, codeBlock(lines, 'diff'));
}
