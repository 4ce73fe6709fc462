import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Located } from '../../diagnostics/span.ts';
import { isGlob } from '../../model/glob.ts';
import type { Draft } from '../draft.ts';
import type { Selector } from '../mapping.ts';

/** Every name that a rule, a protect entry or an account set uses must be declared. */
export function checkReferences(draft: Draft): readonly Diagnostic[] {
  if (!draft.complete) return [];
  const permissionSets = new Set(draft.permissionSets.map(({ name }) => name));
  const accountSets = new Set(draft.accountSets.map(({ name }) => name));
  const protect = draft.settings?.guardrails.protect ?? [];
  const ignore = draft.settings?.ignore ?? [];
  const named = [...draft.rules, ...protect].flatMap((entry) => entry.permissionSets);
  const selectors = [
    ...draft.accountSets.flatMap((set) => set.accounts),
    ...draft.rules.flatMap((rule) => [...rule.accounts, ...rule.except]),
    ...protect.flatMap((entry) => entry.accounts),
    ...ignore.flatMap((entry) => entry.accounts ?? []),
  ];
  return [
    ...named
      .filter(({ value }) => !permissionSets.has(value))
      .map((name) => unknownSet(name, permissionSets)),
    ...selectors.flatMap((selector) => unknownAccountSet(selector, accountSets)),
  ];
}

function unknownSet(name: Located<string>, declared: ReadonlySet<string>): Diagnostic {
  return errorAt(
    name.at,
    'unknown-permission-set',
    `no file declares the permission set "${name.value}"`,
    {
      why: isGlob(name.value) ? 'patterns are not known here: name each set' : null,
      help: didYouMean(name.value, declared, 'declare it under permissionSets'),
    },
  );
}

function unknownAccountSet(
  selector: Located<Selector>,
  defined: ReadonlySet<string>,
): readonly Diagnostic[] {
  const { value, at } = selector;
  if (value.kind !== 'set' || defined.has(value.set)) return [];
  return [
    errorAt(at, 'unknown-account-set', `no file defines the account set "${value.set}"`, {
      help: didYouMean(value.set, defined, 'define it under accountSets'),
    }),
  ];
}
