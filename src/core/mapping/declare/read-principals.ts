import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { isMisspelt } from '../../diagnostics/nearest.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { PrincipalType } from '../../model/principal.ts';
import type { PrincipalReference } from '../mapping.ts';
import { parsePrincipal } from '../parse-principal.ts';
import type { MapTree, Tree } from '../read/tree.ts';
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

/** Of a rule that has neither key; a misspelt one is reported as such. */
export function noteMissingPrincipal(tree: Tree, problems: Diagnostic[]): void {
  if (tree.kind !== 'map' || !namesNobody(tree)) return;
  problems.push(
    errorAt(tree.at, 'missing-principal', 'this rule names nobody', { help: 'add "groups:"' }),
  );
}

function namesNobody({ entries }: MapTree): boolean {
  return ['groups', 'users'].every((key) => !entries.has(key) && !isMisspelt(key, entries.keys()));
}
