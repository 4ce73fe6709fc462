import type { IgnoreFilter } from '../actual/ignored.ts';
import type { DesiredGrant, DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';

export interface Undisputed {
  /** What is desired and not ignored. */
  readonly desired: DesiredState;
  readonly findings: readonly Finding[];
}

/**
 * What is declared and ignored at once would be granted for ever and never revoked. The files alone show
 * it only where names meet; here accounts and principals are known.
 */
export function withoutIgnored(
  desired: DesiredState,
  ignore: IgnoreFilter,
  wasSoInBase: (grant: DesiredGrant) => boolean,
): Undisputed {
  const disputed = [...desired.grants.values()].filter(({ account, permissionSet, principal }) =>
    ignore.assignment(account.id, permissionSet, principal),
  );
  if (disputed.length === 0) return { desired, findings: [] };
  const dropped = new Set(disputed.map(({ key }) => key));
  const byRule = Map.groupBy(disputed, ({ origins }) => `${origins[0]?.file}:${origins[0]?.line}`);
  const findings = [...byRule.values()].flatMap((grants): Finding[] => {
    const [first] = grants;
    if (first === undefined) return [];
    const what = grants.length === 1 ? 'a grant' : `${grants.length} grants`;
    return [
      {
        code: 'declared-but-ignored',
        severity: 'error',
        headline: `this rule asks for ${what} of "${first.permissionSet}" that settings ignore, on ${first.account.name}`,
        why: 'what is ignored is never planned, so nobody would ever end it',
        help: 'narrow the ignore entry, or take it out of the rule',
        origin: first.origins[0] ?? null,
        causedByHead: !grants.every(wasSoInBase),
        operations: [],
      },
    ];
  });
  const grants = new Map([...desired.grants].filter(([key]) => !dropped.has(key)));
  return { desired: { ...desired, grants }, findings };
}
