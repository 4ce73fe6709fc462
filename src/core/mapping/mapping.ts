import type { AccessControlAttributes } from '../model/access-control.ts';
import type { AccountId, InstanceArn } from '../model/ids.ts';
import type { PermissionSetContent, Tags } from '../model/permission-set.ts';
import type { PrincipalType } from '../model/principal.ts';
import type { Located, Span } from '../diagnostics/span.ts';
import type { Tree } from './read/tree.ts';

/** Which accounts a word in a rule stands for. `text` is the word as written. */
export type Selector = { readonly text: string } & (
  | { readonly kind: 'id'; readonly id: AccountId }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'name-glob'; readonly glob: string }
  | { readonly kind: 'ou'; readonly unit: string }
  | { readonly kind: 'ou-direct'; readonly unit: string }
  | { readonly kind: 'tag'; readonly key: string; readonly glob: string }
  | { readonly kind: 'set'; readonly set: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'management' }
);

/** How a rule names a principal: display or user name, Entra object id, or identity-store id. */
export interface PrincipalReference {
  readonly type: PrincipalType;
  readonly by: 'name' | 'entra' | 'id';
  readonly value: string;
  /** As written, for messages. */
  readonly text: string;
}

export interface Rule {
  readonly at: Span;
  readonly principals: readonly Located<PrincipalReference>[];
  readonly permissionSets: readonly Located<string>[];
  readonly accounts: readonly Located<Selector>[];
  readonly except: readonly Located<Selector>[];
  /** The instant at which the grants end, ISO 8601 in UTC; null for never. */
  readonly expires: Located<string> | null;
  readonly reason: string | null;
  readonly allowEmpty: boolean;
}

/** How a rule names an application of Identity Center: its exact name, or its ARN where names are shared. */
export interface ApplicationReference {
  readonly by: 'name' | 'arn';
  readonly value: string;
}

/** One entry under `applications`: who is assigned to which applications of Identity Center. */
export interface ApplicationRule {
  readonly at: Span;
  readonly principals: readonly Located<PrincipalReference>[];
  readonly applications: readonly Located<ApplicationReference>[];
  /** The instant at which the assignments end, ISO 8601 in UTC; null for never. */
  readonly expires: Located<string> | null;
  readonly reason: string | null;
}

export interface DeclaredPermissionSet {
  readonly name: string;
  readonly at: Span;
  /** Settings' defaults are already merged in, policy files already read. */
  readonly content: PermissionSetContent;
  /** The inline policy as it is written, with the place of each part; null where there is none. */
  readonly policyTree?: Tree | null;
  /** Declared tags, defaults included, the ownership tag not. */
  readonly tags: Tags;
  readonly renamedFrom: Located<string> | null;
}

export interface AccountSet {
  readonly name: string;
  readonly at: Span;
  readonly accounts: readonly Located<Selector>[];
  readonly allowEmpty: boolean;
}

/** What is never planned. A missing dimension matches everything. */
export interface IgnoreEntry {
  readonly at: Span;
  /** Globs over permission-set names; null matches all. */
  readonly permissionSets: readonly string[] | null;
  /** Globs over display names (or `id:`/`entra:` references); null where groups are not named. */
  readonly groups: readonly string[] | null;
  readonly users: readonly string[] | null;
  readonly accounts: readonly Located<Selector>[] | null;
}

export interface ProtectEntry {
  readonly at: Span;
  readonly groups: readonly Located<PrincipalReference>[];
  readonly permissionSets: readonly Located<string>[];
  readonly accounts: readonly Located<Selector>[];
  readonly allowEmpty: boolean;
}

export interface GuardrailRule {
  readonly at: Span;
  readonly name: string;
  /** The built-in rule that `when` and `unless` are expanded from; null for a rule of one's own. */
  readonly use: string | null;
  /** Of a built-in rule with `accounts`: these, and its condition without them; null for all others. */
  readonly where: {
    readonly accounts: readonly Located<Selector>[];
    readonly everywhere: string;
  } | null;
  /** CEL, already checked. */
  readonly when: string;
  readonly unless: string | null;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export interface Guardrails {
  readonly maxRevocations: { readonly percent: number | null; readonly count: number | null };
  readonly maxGrants: number | null;
  /** Where the limits are written; null for one that is not. */
  readonly limitsAt: { readonly maxRevocations: Span | null; readonly maxGrants: Span | null };
  readonly protect: readonly ProtectEntry[];
  readonly rules: readonly GuardrailRule[];
}

export interface EntraSettings {
  readonly tenantId: string;
  readonly application: string | null;
  readonly cloud: 'public' | 'usgov' | 'usgov-dod' | 'china';
  readonly groupSync: 'off' | 'check' | 'manage';
  /** When the SCIM token ends, as AWS's console shows it and no API does; ISO 8601 in UTC. */
  readonly scimTokenExpires: string | null;
  /** Groups to take out of the application; AWS then deletes them. */
  readonly unassignGroups: readonly Located<PrincipalReference>[];
}

export interface Settings {
  readonly at: Span;
  readonly region: string | null;
  readonly instanceArn: Located<InstanceArn> | null;
  /** Requests a second that AWS allows this account; default 20. */
  readonly requestsPerSecond: number;
  readonly include: readonly Located<string>[];
  readonly entra: EntraSettings | null;
  /** Attributes for access control; null leaves them alone, none at all turns them off. */
  readonly accessControlAttributes: Located<AccessControlAttributes> | null;
  readonly owner: Located<string>;
  readonly permissionSetScope: 'declared' | 'all';
  readonly users: boolean;
  readonly ignore: readonly IgnoreEntry[];
  readonly release: readonly Located<string>[];
  readonly guardrails: Guardrails;
  readonly people: 'names' | 'counts' | 'off';
  readonly record: RecordPlace;
}

/** Where a plan leaves what reviewers are shown, and so what an apply takes as their review. */
export type RecordPlace =
  | { readonly kind: 'comment' }
  | {
      readonly kind: 'artifact';
      /** The one workflow whose runs may leave it, from the root of the repository. */
      readonly planWorkflow: string;
    };

/** One config directory and what it includes, merged, in file order. Names refer only to what is declared. */
export interface Mapping {
  readonly directory: string;
  readonly settings: Settings;
  readonly accountSets: readonly AccountSet[];
  readonly permissionSets: readonly DeclaredPermissionSet[];
  readonly rules: readonly Rule[];
  /** An application that none of them names is left alone and not read. */
  readonly applications: readonly ApplicationRule[];
}
