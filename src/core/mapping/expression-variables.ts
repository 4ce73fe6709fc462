import { patternsMeet } from '../model/patterns-meet.ts';

/** What an expression asks for and nobody knows: then the expression has no answer, and refuses. */
export class UnknownFact extends Error {
  override readonly name = 'UnknownFact';
  /** True where there is no such thing at all: a deletion is of no account. */
  readonly absent: boolean;

  constructor(why: string, absent = false) {
    super(why);
    this.absent = absent;
  }
}

/** A value, or why it is not known. */
export type Fact<T> = T | UnknownFact;

function known<T>(fact: Fact<T>): T {
  if (fact instanceof UnknownFact) throw fact;
  return fact;
}

/** `account` in an expression. */
export class AccountFacts {
  readonly id: string;
  readonly name: string;
  readonly isManagement: boolean;
  readonly ouIds: readonly string[];
  readonly #sets: Fact<readonly string[]>;

  constructor(facts: {
    readonly id: string;
    readonly name: string;
    readonly isManagement: boolean;
    readonly ouIds: readonly string[];
    readonly sets: Fact<readonly string[]>;
  }) {
    this.id = facts.id;
    this.name = facts.name;
    this.isManagement = facts.isManagement;
    this.ouIds = facts.ouIds;
    this.#sets = facts.sets;
  }

  get sets(): readonly string[] {
    return known(this.#sets);
  }
}

/** `permissionSet` in an expression. `sessionDuration` is seconds; `inlineActions` are patterns. */
export class PermissionSetFacts {
  readonly name: string;
  readonly description: string;
  readonly isAdministrator: boolean;
  readonly sessionDuration: bigint;
  readonly managedPolicies: readonly string[];
  readonly customerManagedPolicies: readonly string[];
  readonly hasPermissionsBoundary: boolean;
  readonly hasInlinePolicy: boolean;
  readonly inlineActions: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
  readonly #allowed = new Map<string, boolean>();

  constructor(facts: Omit<PermissionSetFacts, 'inlineAllows'>) {
    this.name = facts.name;
    this.description = facts.description;
    this.isAdministrator = facts.isAdministrator;
    this.sessionDuration = facts.sessionDuration;
    this.managedPolicies = facts.managedPolicies;
    this.customerManagedPolicies = facts.customerManagedPolicies;
    this.hasPermissionsBoundary = facts.hasPermissionsBoundary;
    this.hasInlinePolicy = facts.hasInlinePolicy;
    this.inlineActions = facts.inlineActions;
    this.tags = facts.tags;
  }

  /** Whether the inline policy allows something that the pattern means; asked for each grant of the set. */
  inlineAllows(action: string): boolean {
    const before = this.#allowed.get(action);
    if (before !== undefined) return before;
    const wanted = action.toLowerCase();
    const found = this.inlineActions.some((each) => patternsMeet(each.toLowerCase(), wanted));
    this.#allowed.set(action, found);
    return found;
  }
}

/** `principal` in an expression. */
export class PrincipalFacts {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly entraObjectId: string;
  readonly #members: Fact<number>;

  constructor(facts: {
    readonly type: string;
    readonly id: string;
    readonly name: string;
    readonly entraObjectId: string;
    readonly members: Fact<number>;
  }) {
    this.type = facts.type;
    this.id = facts.id;
    this.name = facts.name;
    this.entraObjectId = facts.entraObjectId;
    this.#members = facts.members;
  }

  get members(): bigint {
    return BigInt(known(this.#members));
  }
}

/** What one expression is asked about. */
export interface Subject {
  readonly kind: string;
  readonly account: Fact<AccountFacts>;
  readonly permissionSet: Fact<PermissionSetFacts>;
  readonly principal: Fact<PrincipalFacts>;
  /** ISO 8601 in UTC; null for a grant without an end. */
  readonly expires: string | null;
  readonly reason: string;
}

export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly meaning: string;
}

/** Everything an expression may name; docs/guardrails.md shows this table. */
export const variables: readonly Variable[] = [
  {
    name: 'kind',
    type: 'string',
    meaning:
      '`grant`, `assign-application`, `create-permission-set`, `update-permission-set` or `provision-permission-set`; a rule that names `kind` is asked about `revoke`, `unassign-application`, `release-permission-set` and `delete-permission-set` too',
  },
  { name: 'account.id', type: 'string', meaning: '12 digits' },
  { name: 'account.name', type: 'string', meaning: 'its name in AWS Organizations' },
  {
    name: 'account.sets',
    type: 'list<string>',
    meaning: 'names of the `accountSets` that contain it',
  },
  {
    name: 'account.ouIds',
    type: 'list<string>',
    meaning: 'ids from the root to its organizational unit',
  },
  {
    name: 'account.isManagement',
    type: 'bool',
    meaning: "whether it is the organization's management account",
  },
  { name: 'permissionSet.name', type: 'string', meaning: 'its name' },
  { name: 'permissionSet.description', type: 'string', meaning: '`""` if none' },
  {
    name: 'permissionSet.isAdministrator',
    type: 'bool',
    meaning: 'decided from its policies, see below',
  },
  { name: 'permissionSet.sessionDuration', type: 'int', meaning: 'seconds' },
  {
    name: 'permissionSet.managedPolicies',
    type: 'list<string>',
    meaning: 'AWS managed policies with their path, as in `job-function/ViewOnlyAccess`',
  },
  {
    name: 'permissionSet.customerManagedPolicies',
    type: 'list<string>',
    meaning: 'with their path, as in `teams/Deploy`',
  },
  { name: 'permissionSet.hasPermissionsBoundary', type: 'bool', meaning: 'whether it has one' },
  { name: 'permissionSet.hasInlinePolicy', type: 'bool', meaning: 'whether it has one' },
  {
    name: 'permissionSet.inlineActions',
    type: 'list<string>',
    meaning:
      'every `Action` of an `Allow` statement of the inline policy, as written; `*` for `NotAction`',
  },
  {
    name: 'permissionSet.tags',
    type: 'map<string, string>',
    meaning: 'declared tags, defaults included',
  },
  { name: 'principal.type', type: 'string', meaning: '`GROUP` or `USER`' },
  { name: 'principal.id', type: 'string', meaning: "the identity store's id" },
  {
    name: 'principal.name',
    type: 'string',
    meaning: 'display name of a group, user name of a user',
  },
  { name: 'principal.entraObjectId', type: 'string', meaning: '`""` if not known' },
  {
    name: 'principal.members',
    type: 'int',
    meaning: 'direct members of a group; where they are not known, the rule refuses',
  },
  { name: 'hasExpiry', type: 'bool', meaning: 'whether the grant ends' },
  {
    name: 'expires',
    type: 'google.protobuf.Timestamp',
    meaning: 'when it ends; the last instant of the year 9999 if it does not',
  },
  { name: 'reason', type: 'string', meaning: '`reason` of its rules, `""` if none' },
];
