import type { Finding } from '../diagnostics/finding.ts';
import { quotedList } from '../diagnostics/quoted-list.ts';
import type { Group } from '../model/principal.ts';
import { remembered } from '../model/remembered.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { objectIdOf } from './join-groups.ts';
import type { GroupResolution } from './resolve-directory-group.ts';
import type { PrincipalResolution } from './resolve-principal.ts';

type Resolved = Extract<GroupResolution, { readonly group: unknown; readonly synced: boolean }>;
type Words = Pick<Finding, 'code' | 'severity' | 'headline' | 'why' | 'help'>;
type World = Pick<Snapshot, 'assignments' | 'permissionSets' | 'exhaustive'>;

/** True where Entra, which matches groups by name, could take a live group over for this one. */
export function isNameTaken(
  resolution: PrincipalResolution,
): resolution is Resolved & { readonly synced: false } {
  return 'synced' in resolution && !resolution.synced && resolution.namesakes.length > 0;
}

/** Why nothing may be done for such a group, in the words of an operation. */
export function whyNameTaken({ namesakes }: Pick<Resolved, 'namesakes'>): string {
  const ids = namesakes.map(({ id }) => id).join(', ');
  return `AWS has another group of that name (${ids}), which Entra could take over for it`;
}

/**
 * Told with what the live group holds, whoever gave it: that is what the new one's people would get,
 * and what those lose who are in it now.
 */
export function takenNameWords(
  { group, namesakes }: Resolved,
  world: World,
  isAssigned: boolean,
): Words {
  const others = namesakes.map((live) => theOther(live, world)).join('; ');
  const ways = 'give the group in Entra another name, or remove or rename the one in AWS';
  const left = namesakes.some((live) => objectIdOf(live) !== null)
    ? '; if it is what a deleted group left there, a provisioning cycle removes it'
    : '; if it is this very group, synced before its object id was mapped, restart provisioning in Entra: that writes the id';
  return {
    code: 'group-recreated',
    severity: 'error',
    headline: `group "${group.displayName}" of Entra (${group.id}) is not the one that AWS has under that name: ${others}`,
    why: 'Entra matches groups by name: it could take over the one in AWS, so that the people of the new one get what that one holds, and its own people lose it',
    help: `${isAssigned ? 'before the next provisioning cycle, ' : 'do not assign it; '}${ways}${left}`,
  };
}

function theOther(live: Group, world: World): string {
  const external = objectIdOf(live);
  const was = external === null ? "no object id of Entra's" : `object id ${external}`;
  return `${live.id} (${was}) ${whatItHolds(live, world)}`;
}

const byHolder = remembered((assignments: World['assignments']) =>
  Map.groupBy(assignments, ({ principalId }) => principalId),
);

function whatItHolds({ id }: Group, { assignments, permissionSets, exhaustive }: World): string {
  const held = byHolder(assignments).get(id) ?? [];
  if (held.length === 0) {
    return exhaustive ? 'holds no assignment' : 'is there, and what it holds was not read in full';
  }
  const arns = new Set(held.map(({ permissionSetArn }) => permissionSetArn));
  const names = permissionSets.filter(({ arn }) => arns.has(arn)).map(({ name }) => name);
  const count = held.length === 1 ? '1 assignment' : `${held.length} assignments`;
  // A set that could not be read has no name to tell.
  const of = names.length === 0 ? '' : ` of ${quotedList(names)}`;
  const others = arns.size > names.length && names.length > 0 ? ' and others' : '';
  return `holds ${exhaustive ? '' : 'at least '}${count}${of}${others}`;
}
