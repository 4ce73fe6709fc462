import type { Proposal } from './proposal.ts';

/** Proposals that only make sense together, as one. */
export function joined(proposals: readonly Proposal[]): Proposal {
  const changes = proposals.flatMap((one) => [...one.changes]);
  return {
    kind: 'proposal',
    operations: proposals.flatMap(({ operations }) => operations),
    changes: new Map(
      [...Map.groupBy(changes, ([file]) => file)].map(([file, members]) => [
        file,
        members.flatMap(([, some]) => some),
      ]),
    ),
    texts: new Map(proposals.flatMap(({ texts }) => [...texts])),
    steps: proposals.flatMap(({ steps }) => steps),
    rules: proposals.flatMap(({ rules }) => rules),
    permissionSets: proposals.flatMap(({ permissionSets }) => permissionSets),
  };
}
