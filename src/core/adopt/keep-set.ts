import { declarableTags, permissionSetNode } from '../mapping/write/write-permission-set.ts';
import { compareText } from '../model/order.ts';
import type { AssignmentOperation, PermissionSetOperation } from '../plan/operation.ts';
import type { AdoptionStep } from './adoption.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import { pairLines } from './edit/render.ts';
import { itemColumn } from './edit/yaml-file.ts';
import { fileForRules, FOUND_LIVE, ruleProposals } from './keep-grants.ts';
import { keepPolicy } from './keep-policy.ts';
import { type Attempt, cannot, type Proposal, revertInstead } from './proposal.ts';
import { joined } from './joined.ts';

/** A set that is ours and that nobody declares, declared with the rules for what is live of it. */
export function keepSet(
  { id, permissionSet: name }: PermissionSetOperation,
  revokes: readonly AssignmentOperation[],
  context: AdoptionContext,
): Attempt {
  const operations = [id];
  const all = [id, ...revokes.map((revoke) => revoke.id)];
  const live = context.snapshot.permissionSets.find((set) => set.name === name);
  const file = fileForSets(context);
  const rulesFile = fileForRules(name, context);
  if (live === undefined || file === null || rulesFile === null) {
    const why = `no file of this config directory could declare "${name}"`;
    return cannot(all, why, revertInstead);
  }
  const at = { file, line: 1, column: 1, length: 1, sourceLine: '' };
  const { inlinePolicy } = live.content;
  const policy =
    inlinePolicy === null ? null : keepPolicy(inlinePolicy, { name, at }, null, context);
  if (inlinePolicy !== null && policy === null) {
    return cannot(all, `the policy of "${name}" in AWS is no JSON`, revertInstead);
  }
  const value = permissionSetNode(
    {
      name,
      content: live.content,
      tags: declarableTags(live.tags),
      policyFile: policy?.reference ?? null,
    },
    // What defaults give is said all the same: a set that was found says all that it is.
    { partition: context.partition, defaults: { sessionDuration: 0, tags: {} } },
  );
  value.commentBefore = ` ${FOUND_LIVE}`;
  const yaml = context.fileAt(file);
  const column = yaml === null ? 2 : itemColumn(yaml, 'permissionSets');
  const texts = policy === null ? [] : [[policy.file, policy.text] as const];
  const declaration: Proposal = {
    kind: 'proposal',
    operations,
    changes: new Map([[file, [{ kind: 'set', path: ['permissionSets', name], value }]]]),
    texts: new Map(texts),
    steps: [
      {
        kind: 'lines',
        operations,
        file,
        where: 'at the end of permissionSets',
        lines: pairLines(name, value, column),
      },
      ...texts.map(([path, text]): AdoptionStep => ({
        kind: 'file',
        operations,
        file: path,
        text,
      })),
    ],
    rules: [],
    permissionSets: [name],
  };
  return joined([declaration, ...ruleProposals(name, revokes, rulesFile, context)]);
}

/** Where most sets are declared; where rules are, while there are none. */
function fileForSets(context: AdoptionContext): string | null {
  const sets = context.mapping.permissionSets.filter(({ at }) =>
    isOwnFile(context.source, at.file),
  );
  const [most] = [...Map.groupBy(sets, ({ at }) => at.file)].toSorted(
    ([a, some], [b, others]) => others.length - some.length || compareText(a, b),
  );
  return most?.[0] ?? fileForRules('', context);
}
