import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { PrincipalType } from '../../model/principal.ts';
import type { PrincipalReference } from '../mapping.ts';
import { parsePrincipal } from '../parse-principal.ts';
import { warnOfRepeats } from './read-selectors.ts';

export function readPrincipals(
  type: PrincipalType,
  texts: readonly Located<string>[],
  problems: Diagnostic[],
): readonly Located<PrincipalReference>[] {
  warnOfRepeats(texts, problems);
  return texts.flatMap(({ value, at }) => {
    const parsed = parsePrincipal(type, value);
    if ('principal' in parsed) return [{ value: parsed.principal, at }];
    problems.push(errorAt(at, 'invalid-principal', parsed.problem, { help: parsed.help }));
    return [];
  });
}
