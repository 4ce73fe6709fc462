import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt, warningAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Draft } from '../draft.ts';

interface Named {
  readonly name: string;
  readonly at: Span;
}

export function checkNames(draft: Draft): readonly Diagnostic[] {
  return [
    ...twice('permission set', draft.permissionSets),
    ...twice('account set', draft.accountSets),
    ...similar(draft.permissionSets),
  ];
}

function twice(what: string, named: readonly Named[]): Diagnostic[] {
  const seen = new Map<string, Span>();
  return named.flatMap(({ name, at }) => {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, at);
    return first === undefined
      ? []
      : [
          errorAt(at, 'duplicate-name', `the ${what} "${name}" is defined twice`, {
            why: `the first is at ${place(first)}`,
            help: 'keep one of them, or rename one',
          }),
        ];
  });
}

function similar(sets: readonly Named[]): Diagnostic[] {
  const seen = new Map<string, Named>();
  return sets.flatMap((set) => {
    const first = seen.get(set.name.toLowerCase());
    if (first === undefined) seen.set(set.name.toLowerCase(), set);
    return first === undefined || first.name === set.name
      ? []
      : [
          warningAt(
            set.at,
            'similar-names',
            `"${set.name}" differs from the permission set "${first.name}" only in upper and lower case`,
            {
              why: `"${first.name}" is at ${place(first.at)}; people will mistake one for the other`,
              help: 'rename one of them',
            },
          ),
        ];
  });
}
