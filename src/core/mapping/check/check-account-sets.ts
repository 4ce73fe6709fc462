import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Draft } from '../draft.ts';
import type { AccountSet } from '../mapping.ts';

/** One diagnostic for each cycle, at the reference that closes it. */
export function checkAccountSets(draft: Draft): readonly Diagnostic[] {
  const sets = new Map(draft.accountSets.map((set) => [set.name, set]));
  const done = new Set<string>();
  const problems: Diagnostic[] = [];

  // A stack of our own: a chain of thousands of sets is legal and must not exhaust the real one.
  for (const start of draft.accountSets) {
    if (done.has(start.name)) continue;
    const path: Step[] = [stepInto(start)];
    while (path.length > 0) {
      const step = path.at(-1);
      const next = step?.references.shift();
      if (step === undefined || next === undefined) {
        if (step !== undefined) done.add(step.name);
        path.pop();
        continue;
      }
      const at = path.findIndex(({ name }) => name === next.name);
      const target = sets.get(next.name);
      if (at !== -1) {
        problems.push(cycle([...path.slice(at).map(({ name }) => name), next.name], next.at));
      } else if (target !== undefined && !done.has(next.name)) {
        path.push(stepInto(target));
      }
    }
  }
  return problems;
}

interface Step {
  readonly name: string;
  readonly references: { readonly name: string; readonly at: Span }[];
}

function stepInto(set: AccountSet): Step {
  return {
    name: set.name,
    references: set.accounts.flatMap(({ value, at }) =>
      value.kind === 'set' ? [{ name: value.set, at }] : [],
    ),
  };
}

function cycle(names: readonly string[], at: Span): Diagnostic {
  return errorAt(at, 'account-set-cycle', `the account set "${names[0] ?? ''}" includes itself`, {
    why: names.length > 2 ? `by way of ${names.join(' → ')}` : null,
    help: 'take this reference out',
  });
}
