import { nearest } from '../diagnostics/nearest.ts';
import { parseDuration } from '../model/parse-duration.ts';
import { variables } from './expression-variables.ts';

/** What the author most likely meant at this place; `problem` is what the checker says of it. */
export function expressionHint(found: string, problem: string): string {
  const isOfTypes = problem.includes('overload') || problem.includes('requires bool');
  return (isOfTypes ? typeHint(found) : nameHint(found)) ?? elsewhere;
}

const elsewhere = 'the variables and functions are listed in docs/guardrails.md';

function nameHint(found: string): string | null {
  const names = variables.flatMap(({ name }) => [name, ...name.split('.')]);
  const near = nearest(found.replaceAll(/[^A-Za-z.]/g, ''), new Set(names));
  if (near !== null) return `did you mean "${near}"?`;
  return found === '=' ? 'write == to compare' : null;
}

/** Every name in it is known, so what is wrong is what a variable is compared with. */
function typeHint(found: string): string | null {
  const [, text] = /^[^"']*["']([^"']*)["'][^"']*$/.exec(found) ?? [];
  const words = new Set(found.replace(/["'].*["']/, '').match(/[A-Za-z][A-Za-z.]*/g));
  const named = variables.find(({ name }) => words.has(name));
  if (named === undefined) return null;
  const { name, type } = named;
  const seconds = text === undefined ? null : parseDuration(text);
  if (name.endsWith('Duration') && seconds !== null) {
    return `"${name}" is a number of seconds: ${seconds}`;
  }
  return type === 'google.protobuf.Timestamp'
    ? `"${name}" is a time, as in timestamp("2027-01-01T00:00:00Z")`
    : `"${name}" is of type ${type}`;
}
