import type { IgnoreFilter } from '../actual/ignored.ts';
import type { DesiredApplicationAssignment, DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Undisputed } from './declared-but-ignored.ts';

/** Assignments to applications that are declared and ignored at once: neither given nor taken. */
export function withoutIgnoredAssignments(
  desired: DesiredState,
  ignore: IgnoreFilter,
  wasSoInBase: (wanted: DesiredApplicationAssignment) => boolean,
): Undisputed {
  const { applications } = desired;
  const all = [...applications.assignments.values()];
  const disputed = all.filter(({ principal }) => ignore.everywhere(principal));
  if (disputed.length === 0) return { desired, findings: [] };
  const dropped = new Set(disputed.map(({ key }) => key));
  const assignments = new Map([...applications.assignments].filter(([key]) => !dropped.has(key)));
  const byRule = Map.groupBy(disputed, ({ origins }) => `${origins[0]?.file}:${origins[0]?.line}`);
  const findings = [...byRule.values()].flatMap((some): Finding[] => {
    const [first] = some;
    if (first === undefined) return [];
    const who = first.principal.type === 'GROUP' ? `group "${first.principal.name}"` : 'a user';
    return [
      {
        code: 'declared-but-ignored',
        severity: 'error',
        headline: `this rule assigns application "${first.application.name}" to ${who}, which settings ignore`,
        why: 'what is ignored is never planned, so nobody would ever end it',
        help: 'narrow the ignore entry, or take it out of the rule',
        origin: first.origins[0] ?? null,
        causedByHead: !some.every(wasSoInBase),
        operations: [],
      },
    ];
  });
  return { desired: { ...desired, applications: { ...applications, assignments } }, findings };
}
