import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Block } from './block.ts';
import type { Operation } from './operation.ts';

const codes = {
  'out-of-reach': {
    code: 'management-account-out-of-reach',
    help: 'run with credentials of the management account, or keep separate sets for that account',
  },
  'not-deletable': {
    code: 'delete-blocked',
    help: 'remove those assignments by hand, or give the set up with manage.release',
  },
  'not-unassignable': {
    code: 'unassign-blocked',
    help: 'take it out of the rules and revoke what it holds first, or take it out of settings.entra.unassignGroups',
  },
} as const satisfies Record<
  Exclude<Block['kind'], 'doubt'>,
  { readonly code: DiagnosticCode; readonly help: string }
>;

/** One finding for each reason and set; a change that asks what cannot be done fails its pull request. */
export function blockFindings(
  operations: readonly Operation[],
  blocks: ReadonlyMap<string, Block>,
): Finding[] {
  const blocked = operations.flatMap((operation) => {
    const block = blocks.get(operation.id);
    return block === undefined || block.kind === 'doubt'
      ? []
      : [{ operation, why: block.why, ...codes[block.kind] }];
  });
  const groups = Map.groupBy(
    blocked,
    ({ code, operation }) => `${code} ${operation.permissionSet ?? operation.principal?.id}`,
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const causedByHead = members.some(({ operation }) => operation.cause === 'change');
    return [
      {
        code: first.code,
        severity: causedByHead ? 'error' : 'warning',
        headline: `${subject(first.operation, members.length)}: ${first.why}`,
        why: null,
        help: first.help,
        origin: first.operation.origins[0] ?? null,
        causedByHead,
        operations: members.map(({ operation }) => operation.id),
      },
    ];
  });
}

function subject({ permissionSet, principal }: Operation, count: number): string {
  return permissionSet === null
    ? `"${principal?.name ?? ''}" cannot be taken out of the application`
    : `${count} ${count === 1 ? 'operation' : 'operations'} on "${permissionSet}" cannot be done`;
}
