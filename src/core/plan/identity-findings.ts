import type { Finding } from '../diagnostics/finding.ts';
import { givingKinds } from '../model/access-kinds.ts';
import { isUnsynced } from '../model/principal.ts';
import type { Operation } from './operation.ts';

/** What became of principals and sets that others made: groups born again, the dead, sets taken over. */
export function identityFindings(operations: readonly Operation[]): Finding[] {
  return [...recreated(operations), ...dead(operations), ...adopted(operations)];
}

function recreated(operations: readonly Operation[]): Finding[] {
  const rebinds = operations.flatMap((operation) =>
    operation.warnings.flatMap((warning) =>
      warning.kind === 'group-recreated' ? [{ operation, ...warning }] : [],
    ),
  );
  const byGroup = Map.groupBy(rebinds, ({ from, to }) => `${from} ${to}`);
  return [...byGroup.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const named = members.find(({ operation }) => givingKinds.has(operation.kind)) ?? first;
    const { principal } = named.operation;
    const name = principal?.name ?? first.to;
    const ids = members.map(({ operation }) => operation.id);
    if (principal !== null && isUnsynced(principal)) {
      return [
        finding({
          code: 'group-recreated',
          headline: `group "${name}" is gone from AWS: it was ${first.from}; Entra has it (${principal.entraObjectId ?? first.to}) and has not brought it again`,
          why: 'its old assignments give nobody access; it was taken out of the application, or deleted and created again',
          help: 'once Entra has provisioned it, check who made the group, then approve the drift plan to move its access',
          operations: ids,
        }),
      ];
    }
    return [
      finding({
        code: 'group-recreated',
        headline: `group "${name}" was deleted and created again: it was ${first.from}, now it is ${first.to}`,
        why: 'its old assignments give nobody access, and the new group has none yet',
        help: 'check who made the new group, then approve the drift plan to move its access',
        operations: ids,
      }),
    ];
  });
}

function dead(operations: readonly Operation[]): Finding[] {
  const ghosts = operations.filter(
    ({ warnings }) =>
      warnings.some(({ kind }) => kind === 'ghost') &&
      !warnings.some(({ kind }) => kind === 'group-recreated'),
  );
  if (ghosts.length === 0) return [];
  const ids = [...new Set(ghosts.flatMap(({ principal }) => principal?.id ?? []))];
  const assignments =
    ghosts.length === 1 ? '1 assignment belongs' : `${ghosts.length} assignments belong`;
  return [
    finding({
      code: 'dead-principal',
      headline: `${assignments} to principals that no longer exist: ${ids.join(', ')}`,
      why: 'they give nobody access',
      help: helpFor(ghosts),
      operations: ghosts.map(({ id }) => id),
    }),
  ];
}

function helpFor(ghosts: readonly Operation[]): string {
  if (ghosts.some(({ status }) => status === 'blocked')) {
    return 'take the group that is gone out of the rules that name it; then they can be removed';
  }
  return ghosts.every(({ cause }) => cause !== 'drift')
    ? 'nothing more: this change removes them'
    : 'approve the drift plan to remove them; those that AWS does not let go can stay';
}

function adopted(operations: readonly Operation[]): Finding[] {
  const sets = operations.filter(({ kind }) => kind === 'adopt-permission-set');
  const revokesBySet = Map.groupBy(
    operations.filter(({ kind }) => kind === 'revoke'),
    ({ permissionSet }) => permissionSet,
  );
  return sets.flatMap(({ permissionSet, cause, origins }) => {
    const revokes = revokesBySet.get(permissionSet) ?? [];
    if (revokes.length === 0) return [];
    const assignments = revokes.length === 1 ? '1 assignment' : `${revokes.length} assignments`;
    return [
      finding({
        code: 'adoption-revokes',
        headline: `adopting "${permissionSet}" revokes ${assignments} that no rule declares`,
        why: 'all assignments of a set that this repository owns are declared here',
        help: 'declare what should stay, in the same pull request',
        origin: origins[0] ?? null,
        causedByHead: cause === 'change',
        operations: revokes.map(({ id }) => id),
      }),
    ];
  });
}

type Words = Pick<Finding, 'code' | 'headline' | 'why' | 'help' | 'operations'> & Partial<Finding>;

function finding(words: Words): Finding {
  return { severity: 'warning', origin: null, causedByHead: false, ...words };
}
