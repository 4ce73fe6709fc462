import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import type { Directory } from '../../../src/core/model/directory.ts';
import { OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { Fleet } from '../fleet/make-fleet.ts';
import { liveOrganization, pairsOf } from './live-organization.ts';
import type { Files, PlanningCase, PlanningCaseName } from './planning-case.ts';

/** The questions at whose plans growth shows: one of few operations and three of very many. */
export function makeCases(fleet: Fleet): Record<PlanningCaseName, PlanningCase> {
  const { files, change, facts, factsAfter } = fleet;
  const snapshot = liveOrganization(fleet);
  const { snapshot: other, moved } = handedOn(snapshot);
  const nobody = { assignments: [], provisioned: [] };
  const steady = { head: files, base: files, lastApplied: files };
  const first = { head: files, base: null, lastApplied: null, occasion: 'pull-request' } as const;
  return {
    'ten changes': {
      ...steady,
      name: 'ten changes',
      occasion: 'pull-request',
      snapshot,
      head: { ...files, ...change },
      expected: {
        grants: facts.change.coming,
        revokes: facts.change.going,
        permissionSetChanges: 0,
        drift: 0,
        desiredAssignments: factsAfter.assignments,
      },
    },
    'all new': {
      ...first,
      name: 'all new',
      snapshot: { ...snapshot, ...nobody, permissionSets: [] },
      expected: {
        grants: facts.assignments,
        revokes: 0,
        permissionSetChanges: facts.permissionSets,
      },
    },
    'taken over': {
      ...first,
      name: 'taken over',
      snapshot: asBefore(other),
      expected: {
        grants: moved,
        revokes: moved,
        permissionSetChanges: 2 * facts.permissionSets,
      },
    },
    'nobody known': {
      ...steady,
      name: 'nobody known',
      occasion: 'pull-request',
      snapshot: renamed(snapshot),
      expected: { grants: 0, desiredAssignments: 0, blocked: facts.assignments },
    },
    'groups to come': {
      ...steady,
      name: 'groups to come',
      occasion: 'pull-request',
      head: { ...files, ...withEntra(files) },
      snapshot: notSynced(snapshot),
      expected: { permissionSetChanges: 0, desiredAssignments: facts.assignments, blocked: 0 },
    },
    'all drifted': {
      ...steady,
      name: 'all drifted',
      occasion: 'drift',
      snapshot: other,
      expected: { grants: 0, revokes: 0, drift: 2 * moved },
    },
  };
}

interface HandedOn {
  readonly snapshot: Snapshot;
  /** How many assignments are another's now. */
  readonly moved: number;
}

/** Every second assignment is another group's or of another set, unless that is there already. */
function handedOn(snapshot: Snapshot): HandedOn {
  const { groups, assignments, permissionSets } = snapshot;
  const otherGroup = turned(groups.map(({ id }) => id));
  const otherSet = turned(permissionSets.map(({ arn }) => arn));
  const held = new Set(assignments.map(keyOf));
  let moved = 0;
  const after = assignments.map((one, index) => {
    const other =
      index % 4 === 0
        ? { ...one, principalId: otherGroup(one.principalId) }
        : { ...one, permissionSetArn: otherSet(one.permissionSetArn) };
    if (index % 2 === 1 || held.has(keyOf(other))) return one;
    held.add(keyOf(other));
    moved += 1;
    return other;
  });
  return { snapshot: { ...snapshot, assignments: after, provisioned: pairsOf(after) }, moved };
}

/** Gives the one that stands half a round farther. */
function turned<T>(items: readonly T[]): (item: T) => T {
  const half = Math.floor(items.length / 2);
  const others = new Map(items.map((item, index) => [item, items[(index + half) % items.length]]));
  return (item) => others.get(item) ?? item;
}

function keyOf({ permissionSetArn, accountId, principalId }: LiveAssignment): string {
  return `${permissionSetArn} ${accountId} ${principalId}`;
}

/** Every group has another name, which no rule knows. */
function renamed(snapshot: Snapshot): Snapshot {
  const groups = snapshot.groups.map(({ displayName, ...group }) => ({
    ...group,
    displayName: `Former-${displayName}`,
  }));
  return { ...snapshot, groups };
}

const entra = {
  tenantId: '11111111-2222-3333-4444-555555555555',
  application: '99999999-8888-7777-6666-555555555555',
};
const settingsFile = 'access/settings.yaml';

function withEntra(files: Files): Files {
  const { tenantId, application } = entra;
  const lines = ['  entra:', `    tenantId: ${tenantId}`, `    application: ${application}`];
  return { [settingsFile]: `${files[settingsFile]}${lines.join('\n')}\n    groupSync: manage\n` };
}

/** Every second group is in Entra alone, and not assigned to the application. */
function notSynced(snapshot: Snapshot): Snapshot {
  const groups = snapshot.groups.filter((_, index) => index % 2 === 0);
  const ids = new Set(groups.map(({ id }) => id));
  const assignments = snapshot.assignments.filter(({ principalId }) => ids.has(principalId));
  const directory: Directory = {
    tenantId: entra.tenantId,
    application: { id: entra.application, appId: entra.tenantId, displayName: 'AWS' },
    join: 'external-id',
    hasProvisioningJob: true,
    jobState: 'running',
    groupSync: 'manage',
    groups: snapshot.groups.map(({ displayName, externalIds }) => ({
      id: externalIds[0]?.id ?? '',
      displayName,
      securityEnabled: true,
    })),
    deleted: [],
    assignedGroupIds: groups.flatMap(({ externalIds }) => externalIds.map(({ id }) => id)),
    everybodyInScope: false,
    nested: [],
    unread: [],
  };
  return { ...snapshot, groups, assignments, provisioned: pairsOf(assignments), directory };
}

/** Nobody owns the sets yet, and each is to be edited. */
function asBefore(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    permissionSets: snapshot.permissionSets.map(({ tags, content, ...set }) => {
      const { [OWNERSHIP_TAG]: owner, ...others } = tags;
      return { ...set, tags: others, content: { ...content, description: `once ${owner}'s` } };
    }),
  };
}
