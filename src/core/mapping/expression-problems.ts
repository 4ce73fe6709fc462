import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { readExpression } from './expression.ts';
import { type ExpressionProblem, LONGEST_EXPRESSION, parserLimits } from './expression-uses.ts';

const parser = new Environment({ limits: parserLimits });

/**
 * All that is wrong with an expression; empty where it holds. The checker stops at the first mistake, so
 * what is joined by `&&`, `||`, `!` and `?:` is checked part by part.
 */
export function expressionProblems(text: string): readonly ExpressionProblem[] {
  const whole = readExpression(text);
  if (!('problem' in whole)) return [];
  const found = partsOf(text).flatMap(({ start, end }) => {
    const part = readExpression(text.slice(start, end));
    return 'problem' in part ? [{ ...part, start: part.start + start, end: part.end + start }] : [];
  });
  return found.length === 0 ? [whole] : found;
}

function partsOf(text: string): readonly ASTNode[] {
  if (text.length > LONGEST_EXPRESSION) return [];
  try {
    return joined(parser.parse(text).ast);
  } catch {
    return [];
  }
}

/** In the order of the text. */
function joined(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case '&&':
    case '||':
    case '?:':
      return node.args.flatMap(joined);
    case '!_':
      return joined(node.args);
    default:
      return [node];
  }
}
