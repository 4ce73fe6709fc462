import { createHash } from 'node:crypto';
import type { Directory, NestedGroups } from '../../../src/core/model/directory.ts';
import { TENANT } from './files.ts';

/** A tenant of Entra in few words. A group is told by its name, or as `Name=key` where several share one. */
export interface Entra {
  readonly groups?: readonly string[];
  /** Keys; all groups unless it says otherwise. */
  readonly assigned?: readonly string[];
  /** Deleted groups that can be restored; null where that may not be read. */
  readonly deleted?: readonly string[] | null;
  /** Keys of groups that are not security-enabled. */
  readonly insecure?: readonly string[];
  readonly join?: Directory['join'];
  readonly groupSync?: Directory['groupSync'];
  readonly hasProvisioningJob?: boolean;
  readonly jobState?: Directory['jobState'];
  readonly everybodyInScope?: boolean;
  readonly nested?: readonly NestedGroups[];
  readonly unread?: Directory['unread'];
}

export const applicationId = '99999999-8888-7777-6666-555555555555';
export const DELETED_AT = '2026-01-02T03:04:05Z';

/** Entra's object id of the group with that key, always the same one. */
export function objectId(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20, 32)].join('-');
}

export function directoryOf(entra: Entra): Directory {
  const groups = (entra.groups ?? []).map(splitGroup);
  const assigned = entra.assigned ?? groups.map(({ key }) => key);
  return {
    tenantId: TENANT,
    application: { id: applicationId, appId: objectId('application'), displayName: 'AWS' },
    join: entra.join ?? 'external-id',
    hasProvisioningJob: entra.hasProvisioningJob ?? true,
    jobState: entra.jobState ?? 'running',
    groupSync: entra.groupSync ?? 'check',
    groups: groups.map(({ name, key }) => ({
      id: objectId(key),
      displayName: name,
      securityEnabled: entra.insecure?.includes(key) !== true,
    })),
    deleted:
      entra.deleted?.map(splitGroup).map(({ name, key }) => ({
        id: objectId(key),
        displayName: name,
        deletedAt: DELETED_AT,
      })) ?? (entra.deleted === null ? null : []),
    assignedGroupIds: assigned.map(objectId),
    everybodyInScope: entra.everybodyInScope ?? false,
    nested: entra.nested ?? [],
    unread: entra.unread ?? [],
  };
}

/** Groups as provisioning brings them: each carries the object id of its namesake in Entra. */
export function carrying(names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, objectId(name)]));
}

function splitGroup(text: string): { readonly name: string; readonly key: string } {
  const [name = '', key = name] = text.split('=');
  return { name, key };
}
