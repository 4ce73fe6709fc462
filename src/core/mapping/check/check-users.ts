import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Draft } from '../draft.ts';
import { namedPrincipals } from '../named-principals.ts';

export function checkUsers(draft: Draft): readonly Diagnostic[] {
  if (draft.settings === null || draft.settings.users) return [];
  return namedPrincipals(draft)
    .filter(({ value }) => value.type === 'USER')
    .map(({ value, at }) =>
      errorAt(
        at,
        'users-not-managed',
        `this rule names the user "${value.text}", but rules may name only groups here`,
        {
          why: 'settings.manage.users is not true, so assignments of users are left alone',
          help: 'name a group, or set settings.manage.users: true',
        },
      ),
    );
}
