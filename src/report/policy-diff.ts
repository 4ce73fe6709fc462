import { type DiffLine, lineDiff } from './line-diff.ts';

export interface PolicyDiff {
  /** Changed lines and three around them; ` …` stands for lines that stay. */
  readonly lines: readonly string[];
  readonly added: number;
  readonly removed: number;
}

/** Canonical policy JSON as people read it; what is no JSON as it is. */
export function prettyPolicy(policy: string | null): string[] {
  if (policy === null) return [];
  try {
    return JSON.stringify(JSON.parse(policy), null, 2).split('\n');
  } catch {
    return policy.split('\n');
  }
}

const CONTEXT = 3;

function isNearChange(lines: readonly DiffLine[], index: number): boolean {
  return lines
    .slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1)
    .some(([sign]) => sign !== ' ');
}

export function policyDiff(before: string | null, after: string | null): PolicyDiff {
  const all = lineDiff(prettyPolicy(before), prettyPolicy(after));
  const lines: string[] = [];
  for (const [index, [sign, text]] of all.entries()) {
    if (isNearChange(all, index)) lines.push(`${sign} ${text}`);
    else if (lines.at(-1) !== '  …') lines.push('  …');
  }
  return {
    lines,
    added: all.filter(([sign]) => sign === '+').length,
    removed: all.filter(([sign]) => sign === '-').length,
  };
}
