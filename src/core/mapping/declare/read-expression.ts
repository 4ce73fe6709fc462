import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Span } from '../../diagnostics/span.ts';
import { expressionProblems } from '../expression-problems.ts';
import type { ScalarTree, Tree } from '../read/tree.ts';

/** The text of an expression that holds, or null where it is missing or wrong: each mistake is told. */
export function readExpressionAt(tree: Tree | null, problems: Diagnostic[]): string | null {
  if (tree?.kind !== 'scalar' || typeof tree.value !== 'string' || tree.value === '') return null;
  const text = tree.value;
  const found = expressionProblems(text);
  problems.push(
    ...found.map(({ problem, help, start, end }) =>
      errorAt(
        placeOf(tree, text, start, end),
        'invalid-expression',
        `not a usable expression: ${problem}`,
        { help: help ?? 'correct it; docs/guardrails.md lists variables and functions' },
      ),
    ),
  );
  return found.length === 0 ? text : null;
}

/** The part that is wrong, where the line that holds it is written as it is read; else the whole value. */
function placeOf(tree: ScalarTree, text: string, start: number, end: number): Span {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const nextBreak = text.indexOf('\n', start);
  const lineEnd = nextBreak === -1 ? text.length : nextBreak;
  const found = tree.find?.(text.slice(lineStart, lineEnd)) ?? null;
  if (found === null) return tree.at;
  const offset = start - lineStart;
  return {
    ...found,
    column: found.column + offset,
    length: Math.max(1, Math.min(end, lineEnd) - start),
  };
}
