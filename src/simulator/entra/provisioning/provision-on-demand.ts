import { uuid } from '../../aws/world/ids.ts';
import type { JsonObject } from '../../aws/json.ts';
import type { Group, User } from '../world/state.ts';
import { provisionGroup } from './provision-group.ts';
import { provisionUser } from './provision-user.ts';
import { record } from './run.ts';
import type { Entry, Run } from './run.ts';
import type { Scope } from './scope.ts';
import { scopeOf } from './scope.ts';

export interface OnDemand {
  readonly object:
    | { readonly type: 'Group'; readonly group: Group }
    | { readonly type: 'User'; readonly user: User };
  /** Ids of users. */
  readonly members: readonly string[];
}

/** Provisions one object now, as far as a cycle would have done it, too. */
export function provisionOnDemand(
  run: Run,
  { object, members }: OnDemand,
  freshnessMs: number,
): Entry {
  const scope = scopeOf(run.tenant, run.job, freshnessMs);
  if (!run.job.tokenValid) return record(run, unauthorized(object));
  if (object.type === 'User') {
    return scope.users.has(object.user.id)
      ? provisionUser(run, object.user)
      : record(run, skipped(object, object.user.accountEnabled, scope));
  }
  const { group } = object;
  if (!scope.groups.has(group.id)) return record(run, skipped(object, true, scope));
  const users = members.filter((id) => scope.users.has(id) && group.members.includes(id));
  for (const id of users) {
    const user = scope.users.get(id);
    if (user !== undefined) provisionUser(run, user);
  }
  return provisionGroup(run, group, { users, exactly: false });
}

/** What a run would come to, where the run itself is still to come. */
export function foreseen(run: Run, { object }: OnDemand, freshnessMs: number): Entry {
  const scope = scopeOf(run.tenant, run.job, freshnessMs);
  if (!run.job.tokenValid) return unauthorized(object);
  const isIn =
    object.type === 'User' ? scope.users.has(object.user.id) : scope.groups.has(object.group.id);
  if (!isIn) return skipped(object, object.type === 'Group' || object.user.accountEnabled, scope);
  const links = object.type === 'User' ? run.job.links.users : run.job.links.groups;
  return {
    ...about(object),
    action: links.has(about(object).source.id) ? 'Update' : 'Create',
    status: 'Success',
    code: undefined,
    reason: undefined,
  };
}

/** The two texts of Graph's answer: the verdict, and the story of it. */
export function onDemandAnswer(run: Run, entry: Entry): { key: string; value: string } {
  const { tenant } = run;
  const at = new Date(tenant.clock.now()).toISOString();
  const details =
    entry.code === undefined ? {} : { errorCode: entry.code, errorMessage: entry.reason ?? '' };
  const { source } = entry;
  return {
    key: JSON.stringify({ result: entry.status, details }),
    value: JSON.stringify({
      action: entry.action,
      changeId: uuid('on demand', `${source.id} ${at}`),
      startTime: at,
      endTime: at,
      modifiedProperties: entry.changes.map(({ name, before, after }) => ({
        displayName: name,
        oldValue: before,
        newValue: after,
      })),
      provisioningSteps: steps(entry, at),
      reportableIdentifier: source.name,
      statusInfo: {
        status: entry.status,
        errorCode: entry.code ?? null,
        reason: entry.reason ?? null,
        additionalDetails: null,
        errorCategory: null,
        recommendedAction: null,
      },
      sourceIdentity: { id: source.id, type: entry.type, displayName: null, details: null },
      sourceSystem: { id: null, name: 'Azure Active Directory', details: null },
      targetIdentity: {
        id: entry.targetId ?? '',
        type: `urn:ietf:params:scim:schemas:core:2.0:${entry.type}`,
        displayName: null,
        details: null,
      },
      targetSystem: { id: null, name: 'AWS IAM Identity Center', details: null },
    }),
  };
}

function steps({ type, source, status, code, reason }: Entry, timestamp: string): JsonObject[] {
  const isOut = code === notEntitled;
  return [
    {
      name: 'EntryImport',
      type: 'Import',
      status: 'Success',
      description: `Retrieved ${type} '${source.name}' from Azure Active Directory`,
      timestamp,
      details: { objectId: source.id, displayName: source.name },
    },
    {
      name: 'EntrySynchronizationScoping',
      type: 'Scoping',
      status: 'Success',
      description: `Determine if ${type} in scope by evaluating against each scoping filter`,
      timestamp,
      details: {
        IsActive: 'True',
        Assigned: isOut ? 'False' : 'True',
        IsInProvisioningScope: 'True',
        IsEffectivelyEntitledForProvisioning: isOut ? 'False' : 'True',
        ScopeEvaluationResult: '{}',
      },
    },
    {
      name: status === 'Skipped' ? 'EntrySynchronizationSkip' : 'EntryExport',
      type: 'Export',
      status,
      description: reason ?? `${type} '${source.name}' was written to AWS IAM Identity Center`,
      timestamp,
      details: code === undefined ? {} : { SkipReason: code },
    },
  ];
}

const notEntitled = 'NotEffectivelyEntitled';

function about(
  object: OnDemand['object'],
): Pick<Entry, 'changes' | 'source' | 'targetId' | 'targetName' | 'type'> {
  const source =
    object.type === 'User'
      ? { id: object.user.id, name: object.user.userPrincipalName }
      : { id: object.group.id, name: object.group.displayName };
  return { type: object.type, source, targetId: undefined, targetName: undefined, changes: [] };
}

function skipped(object: OnDemand['object'], isActive: boolean, scope: Scope): Entry {
  const base = about(object);
  const assigned = scope.assigned.has(base.source.id);
  const why =
    isActive || !assigned
      ? 'This object is not assigned to the application. If you did not expect the object to be skipped, assign the object to the application or change the scoping filter.'
      : 'The account of this object is disabled.';
  return {
    ...base,
    action: 'Other',
    status: 'Skipped',
    code: notEntitled,
    reason: `The ${base.type} '${base.source.name}' will be skipped. ${why}`,
  };
}

function unauthorized(object: OnDemand['object']): Entry {
  return {
    ...about(object),
    action: 'Other',
    status: 'Failure',
    code: 'SystemForCrossDomainIdentityManagementUnauthorized',
    reason: 'The credentials of the target system are not valid: Unauthorized.',
  };
}
