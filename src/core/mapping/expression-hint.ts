import { nearest } from '../diagnostics/nearest.ts';
import { variables } from './expression-variables.ts';

/** What the author most likely meant at this place. */
export function expressionHint(found: string): string {
  const names = variables.flatMap(({ name }) => [name, ...name.split('.')]);
  const near = nearest(found.replaceAll(/[^A-Za-z.]/g, ''), new Set(names));
  if (near !== null) return `did you mean "${near}"?`;
  if (found === '=') return 'write == to compare';
  return 'the variables and functions are listed in docs/guardrails.md';
}
