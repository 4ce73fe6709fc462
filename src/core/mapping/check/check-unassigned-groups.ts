import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Draft } from '../draft.ts';
import type { PrincipalReference } from '../mapping.ts';
import { namedPrincipals } from '../named-principals.ts';

/** A group cannot be wanted by a rule and given up by settings; and only `manage` may take one out. */
export function checkUnassignedGroups(draft: Draft): readonly Diagnostic[] {
  const { settings } = draft;
  const entra = settings?.entra ?? null;
  if (entra === null) return [];
  const named = new Map(
    namedPrincipals(draft)
      .filter(({ value }) => value.type === 'GROUP')
      .map(({ value, at }) => [keyOf(value), at]),
  );
  return entra.unassignGroups.flatMap(({ value, at }) => {
    const rule = named.get(keyOf(value));
    if (rule !== undefined) {
      return [
        errorAt(
          at,
          'unassigned-group-named',
          `"${value.text}" is to be unassigned, and a rule names it`,
          {
            why: `the rule is at ${rule.file}:${rule.line}; AWS deletes a group that is taken out of the application, and all it holds`,
            help: 'take it out of the rules, or out of this list',
          },
        ),
      ];
    }
    if (entra.groupSync === 'manage') return [];
    return [
      errorAt(
        at,
        'unassigned-group-named',
        `"${value.text}" cannot be unassigned without groupSync: manage`,
        {
          why: 'otherwise this tool changes nothing in Entra',
          help: 'set groupSync: manage, or take the group out of the application by hand',
        },
      ),
    ];
  });
}

/** As far as the files alone can tell; who is behind two ways to name a group, a plan finds out. */
function keyOf({ by, value }: PrincipalReference): string {
  return `${by} ${value.normalize('NFC')}`;
}
