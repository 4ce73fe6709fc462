import type { Located } from '../diagnostics/span.ts';
import type { PrincipalReference, Selector } from './mapping.ts';

/** What an entry with `use` says beside its name; what a rule does not take is left out by its reader. */
export interface BuiltInValues {
  /** Null where it is for all accounts. */
  readonly accounts: readonly Located<Selector>[] | null;
  readonly exceptGroups: readonly Located<PrincipalReference>[];
  /** Seconds; null where it is missing or unreadable. */
  readonly maximum: number | null;
  readonly actions: readonly string[];
  readonly minimumMembers: number | null;
  readonly maximumMembers: number | null;
}

export type BuiltInKey = Exclude<keyof BuiltInValues, 'accounts'>;

export interface BuiltInRule {
  readonly message: string;
  /** Keys that it takes beside `accounts`. */
  readonly takes: readonly BuiltInKey[];
  /** Of those, what must be there: one of them is enough. */
  readonly needs: readonly BuiltInKey[];
  /** CEL without a bare `||`; null where what it needs is missing. */
  readonly expand: (values: BuiltInValues) => string | null;
}

/** The rules that people switch on by name, as CEL over the same variables. A new one is an entry here. */
export const builtInRules: ReadonlyMap<string, BuiltInRule> = new Map<string, BuiltInRule>([
  [
    'no-direct-users',
    {
      message: 'Access is given to groups, not to single users',
      takes: [],
      needs: [],
      expand: () => 'principal.type == "USER"',
    },
  ],
  [
    'no-administrators',
    {
      message: 'Administrator access is not given here',
      takes: ['exceptGroups'],
      needs: [],
      expand: () => 'permissionSet.isAdministrator',
    },
  ],
  [
    'session-duration',
    {
      message: 'The session is longer than is allowed here',
      takes: ['maximum', 'exceptGroups'],
      needs: ['maximum'],
      expand: ({ maximum }) =>
        maximum === null ? null : `permissionSet.sessionDuration > ${maximum}`,
    },
  ],
  [
    'reason-required',
    {
      message: 'The rule that gives this needs a reason',
      takes: ['exceptGroups'],
      needs: [],
      expand: () => 'reason == ""',
    },
  ],
  [
    'expiry-required-for-administrators',
    {
      message: 'Administrator access needs an end: say expires',
      takes: ['exceptGroups'],
      needs: [],
      expand: () => 'permissionSet.isAdministrator && !hasExpiry',
    },
  ],
  [
    'no-inline-action',
    {
      message: 'The inline policy allows what is not allowed here',
      takes: ['actions', 'exceptGroups'],
      needs: ['actions'],
      expand: ({ actions }) =>
        actions.length === 0
          ? null
          : anyOf(actions.map((action) => `permissionSet.inlineAllows(${literal(action)})`)),
    },
  ],
  [
    'group-size',
    {
      message: 'The group has too few or too many members',
      takes: ['minimumMembers', 'maximumMembers', 'exceptGroups'],
      needs: ['minimumMembers', 'maximumMembers'],
      expand: ({ minimumMembers, maximumMembers }) => {
        const bounds = [
          ...(minimumMembers === null ? [] : [`principal.members < ${minimumMembers}`]),
          ...(maximumMembers === null ? [] : [`principal.members > ${maximumMembers}`]),
        ];
        return bounds.length === 0 ? null : `principal.type == "GROUP" && ${anyOf(bounds)}`;
      },
    },
  ],
]);

/** `when` of a built-in rule with its accounts; null where something that it needs is missing. */
export function expandedWhen(rule: BuiltInRule, values: BuiltInValues): string | null {
  const when = rule.expand(values);
  if (when === null) return null;
  const where = whereOf(values.accounts);
  return where === null ? when : `${when} && ${where}`;
}

export function expandedUnless({ exceptGroups }: BuiltInValues): string | null {
  if (exceptGroups.length === 0) return null;
  const meant = exceptGroups.map(({ value: { by, value } }) => {
    if (by === 'entra') return `principal.entraObjectId == ${literal(value.toLowerCase())}`;
    return by === 'id'
      ? `principal.id == ${literal(value)}`
      : `principal.name == ${literal(value)}`;
  });
  return `principal.type == "GROUP" && ${anyOf(meant)}`;
}

/** True for a selector that an expression can ask about. */
export function isExpressible({ kind }: Selector): boolean {
  return (
    kind === 'set' || kind === 'id' || kind === 'name' || kind === 'management' || kind === 'all'
  );
}

function whereOf(accounts: BuiltInValues['accounts']): string | null {
  if (accounts === null || accounts.some(({ value }) => value.kind === 'all')) return null;
  const tests = accounts.flatMap(({ value }): string[] => {
    switch (value.kind) {
      case 'set':
        return [`${literal(value.set)} in account.sets`];
      case 'id':
        return [`account.id == ${literal(value.id)}`];
      case 'name':
        return [`account.name == ${literal(value.name)}`];
      case 'management':
        return ['account.isManagement'];
      case 'all':
      case 'name-glob':
      case 'ou':
      case 'ou-direct':
      case 'tag':
        return [];
    }
  });
  return tests.length === 0 ? null : anyOf(tests);
}

function anyOf(tests: readonly string[]): string {
  return tests.length === 1 ? tests.join('') : `(${tests.join(' || ')})`;
}

/** Text as CEL writes it: what JSON escapes, CEL reads alike. */
function literal(text: string): string {
  return JSON.stringify(text);
}
