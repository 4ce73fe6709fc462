import { stringify } from 'yaml';
import type { DeclaredSet } from './make-permission-sets.ts';
import type { Rule } from './rule-book.ts';

interface Content {
  readonly owner: string;
  readonly sets: ReadonlyMap<string, DeclaredSet>;
  readonly rules: readonly Rule[];
}

/** As people lay them out: settings, permission sets, and a file of rules for each part of the business. */
export function mappingFiles({ owner, sets, rules }: Content): Record<string, string> {
  const byFile = Map.groupBy(rules, ({ file }) => file);
  const settings = { identityCenter: { region: 'eu-west-1' }, manage: { owner } };
  return {
    'access/settings.yaml': text({ settings }),
    'access/permission-sets.yaml': text({ permissionSets: Object.fromEntries(sets) }),
    ...Object.fromEntries(
      [...byFile].flatMap(([file, some]) => Object.entries(ruleFile(file, some))),
    ),
  };
}

export function ruleFile(name: string, rules: readonly Rule[]): Record<string, string> {
  const assignments = rules.map(({ groups, permissionSet, target }) => ({
    groups,
    permissionSets: permissionSet,
    accounts: target.selectors,
  }));
  return { [`access/assignments/${name}.yaml`]: text({ assignments }) };
}

/** Without anchors, which mapping files may not have. */
function text(value: object): string {
  return stringify(value, { aliasDuplicateObjects: false });
}
