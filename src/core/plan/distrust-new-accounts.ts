import type { Attributed } from './bring-along.ts';

/**
 * A grant to an account that joined counts as a new account's only where its holder has elsewhere what
 * the rule gives. Who lacks it there as well was robbed of it or is somebody else of that name now:
 * that is drift, which no run grants by itself.
 */
export function distrustNewAccounts(attributed: readonly Attributed[]): Attributed[] {
  const lacking = new Set(
    attributed.flatMap(({ difference, cause }) =>
      difference.kind === 'grant' && cause === 'drift' ? [holdingOf(difference.grant)] : [],
    ),
  );
  return attributed.map((member) => {
    const { difference, cause } = member;
    const isRebound =
      difference.kind === 'grant' &&
      cause === 'new-account' &&
      lacking.has(holdingOf(difference.grant));
    return isRebound ? { difference, cause: 'drift' } : member;
  });
}

function holdingOf({
  principal,
  permissionSet,
}: Extract<Attributed['difference'], { kind: 'grant' }>['grant']): string {
  return `${principal.type} ${principal.id} ${permissionSet}`;
}
