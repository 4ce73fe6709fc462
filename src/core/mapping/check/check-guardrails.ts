import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Draft } from '../draft.ts';
import { readExpression } from '../expression.ts';

/** An account set that is misspelt in a guardrail would guard nothing, and nobody would notice. */
export function checkGuardrails(draft: Draft): readonly Diagnostic[] {
  if (!draft.complete) return [];
  const defined = new Set(draft.accountSets.map(({ name }) => name));
  return (draft.settings?.guardrails.rules ?? []).flatMap(({ at, when, unless }) => {
    const named = [when, unless ?? 'true'].flatMap((text) => {
      const read = readExpression(text);
      return 'problem' in read ? [] : (read.uses.accountSets ?? []).map(({ name }) => name);
    });
    return [...new Set(named)]
      .filter((name) => !defined.has(name))
      .map((name) =>
        errorAt(at, 'unknown-account-set', `no file defines the account set "${name}"`, {
          why: 'a guardrail over an account set that does not exist guards nothing',
          help: didYouMean(name, defined, 'define it under accountSets'),
        }),
      );
  });
}
