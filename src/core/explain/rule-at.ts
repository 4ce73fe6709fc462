import { lastLineOf } from '../inventory/rule-lines.ts';
import type { Rule } from '../mapping/mapping.ts';

export interface FoundRule {
  readonly rule: Rule;
  readonly lastLine: number;
  /** True where the line is one of the rule's own. */
  readonly isIts: boolean;
}

/** The rule that a line of a file stands in, else the one nearest to it in that file; null where it has none. */
export function ruleAt(
  rules: readonly Rule[],
  { file, line }: { readonly file: string; readonly line: number },
  lines: readonly string[],
): FoundRule | null {
  const found = rules
    .filter(({ at }) => at.file === file)
    .map((rule) => {
      const lastLine = lastLineOf(rule.at, lines.length, (each) => lines[each - 1] ?? '');
      const away = Math.max(rule.at.line - line, line - lastLine, 0);
      return { rule, lastLine, isIts: away === 0, away };
    })
    .toSorted((a, b) => a.away - b.away || a.rule.at.line - b.rule.at.line);
  return found[0] ?? null;
}
