import type { Declared, DesiredState } from '../desired/desired-state.ts';
import type { PermissionSetContent } from '../model/permission-set.ts';
import type { Sight } from '../model/reading.ts';
import { whyAdministrator } from './administrator.ts';
import { type AttributeContext, attributeWarnings } from './attribute-warnings.ts';
import type { Attributed } from './bring-along.ts';
import type { OperationWarning } from './operation.ts';
import { fieldsDeclaredAlike } from './permission-set-fields.ts';

export interface WarningContext extends AttributeContext {
  readonly sight: Pick<Sight, 'looksFor'>;
  /** What base desired; null where there is none. */
  readonly base: DesiredState | null;
  /** The last complete apply and what was merged since. */
  readonly since: readonly DesiredState[];
  /** `account id` + space + `set` of pairs that lose their last assignment by this plan. */
  readonly emptiedPairs: ReadonlySet<string>;
  /** Ids of dead groups by grant key of the grant that replaces them, and the other way round. */
  readonly recreated: ReadonlyMap<string, { readonly from: string; readonly to: string }>;
}

/** What a reviewer should know about one operation, as data. */
export function warningsOf(
  { difference, cause }: Attributed,
  context: WarningContext,
): OperationWarning[] {
  switch (difference.kind) {
    case 'create-permission-set': {
      const { set } = difference;
      const warnings = administrator(set.content);
      if (set.renamedFrom === null) return warnings;
      const from = set.renamedFrom.value;
      // Nobody knows what it costs where the old one was not looked for.
      if (!context.sight.looksFor(from)) return warnings;
      const old = context.actual.permissionSets.get(from);
      return [
        ...warnings,
        { kind: 'rename-cost', from, accounts: old?.provisionedAccountIds.length ?? 0 },
      ];
    }
    case 'update-permission-set': {
      const repaired = cause === 'drift' ? [] : repairedFields(difference, context);
      return [
        ...administrator(difference.set.content),
        ...(repaired.length === 0 ? [] : [{ kind: 'repairs-drift' as const, fields: repaired }]),
      ];
    }
    case 'adopt-permission-set':
      return administrator(difference.set.content);
    case 'provision-permission-set':
    case 'release-permission-set':
    case 'delete-permission-set':
    case 'assign-group-to-application':
    case 'unassign-group-from-application':
    case 'provision-group':
      return [];
    case 'update-access-control-attributes':
      return attributeWarnings(difference, cause, context);
    case 'assign-application': {
      const { wanted } = difference;
      const recreated = context.recreated.get(wanted.key);
      return [
        ...(wanted.expires === null ? [] : [{ kind: 'expires' as const, at: wanted.expires }]),
        ...(recreated === undefined ? [] : [{ kind: 'group-recreated' as const, ...recreated }]),
        ...wanted.reasons.map((text) => ({ kind: 'reason' as const, text })),
      ];
    }
    case 'unassign-application': {
      const { held, expired } = difference;
      const recreated = context.recreated.get(held.key);
      return [
        ...(held.gone ? [{ kind: 'ghost' as const }] : []),
        ...(recreated === undefined ? [] : [{ kind: 'group-recreated' as const, ...recreated }]),
        ...endOf(expired),
      ];
    }
    case 'grant': {
      const { grant } = difference;
      const set = context.desired.permissionSets.get(grant.permissionSet);
      const recreated = context.recreated.get(grant.key);
      return [
        ...(set === undefined ? [] : administrator(set.content)),
        ...(grant.expires === null ? [] : [{ kind: 'expires' as const, at: grant.expires }]),
        ...(recreated === undefined ? [] : [{ kind: 'group-recreated' as const, ...recreated }]),
        ...grant.reasons.map((text) => ({ kind: 'reason' as const, text })),
      ];
    }
    case 'revoke': {
      const { grant, expired } = difference;
      const recreated = context.recreated.get(grant.key);
      const isLast = context.emptiedPairs.has(`${grant.account.id} ${grant.permissionSet}`);
      return [
        ...(isLast ? [{ kind: 'last-assignment' as const }] : []),
        ...(grant.gone ? [{ kind: 'ghost' as const }] : []),
        ...(recreated === undefined ? [] : [{ kind: 'group-recreated' as const, ...recreated }]),
        ...endOf(expired),
      ];
    }
  }
}

/** Only what every version since the last complete apply declares alike was edited in AWS. */
function repairedFields(
  { set, after }: Extract<Attributed['difference'], { kind: 'update-permission-set' }>,
  { base, since }: WarningContext,
): readonly string[] {
  const inBase = fieldsDeclaredAlike(after, base?.permissionSets.get(set.name));
  return since.reduce<readonly string[]>((fields, version) => {
    const alike = new Set(fieldsDeclaredAlike(after, version.permissionSets.get(set.name)));
    return fields.filter((field) => alike.has(field));
  }, inBase);
}

function administrator(content: PermissionSetContent): OperationWarning[] {
  const because = whyAdministrator(content);
  return because === null ? [] : [{ kind: 'administrator', because }];
}

function endOf(expired: Declared | null): OperationWarning[] {
  const at = expired?.expires ?? null;
  return at === null ? [] : [{ kind: 'expired', at }];
}
