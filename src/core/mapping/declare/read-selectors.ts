import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt, warningAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Located, Span } from '../../diagnostics/span.ts';
import type { Selector } from '../mapping.ts';
import { parseSelector } from '../parse-selector.ts';

export function readSelectors(
  texts: readonly Located<string>[],
  problems: Diagnostic[],
): readonly Located<Selector>[] {
  warnOfRepeats(texts, problems);
  return texts.flatMap(({ value, at }) => {
    const parsed = parseSelector(value);
    if ('selector' in parsed) return [{ value: parsed.selector, at }];
    problems.push(errorAt(at, 'invalid-selector', parsed.problem, { help: parsed.help }));
    return [];
  });
}

/** The same word twice in one list does no harm, but somebody meant another one. */
export function warnOfRepeats(texts: readonly Located<string>[], problems: Diagnostic[]): void {
  const seen = new Map<string, Span>();
  for (const { value, at } of texts) {
    const first = seen.get(value);
    if (first === undefined) {
      seen.set(value, at);
    } else if (first !== at) {
      problems.push(
        warningAt(at, 'duplicate-entry', `"${value}" stands twice in this list`, {
          why: `the first is at ${place(first)}`,
          help: 'delete it, or correct it if another one was meant',
        }),
      );
    }
  }
}
