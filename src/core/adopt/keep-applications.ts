import { createApplicationWord } from '../mapping/write/application-words.ts';
import { applicationRuleNode } from '../mapping/write/write-application-rule.ts';
import { withComment } from '../mapping/write/yaml-nodes.ts';
import { compareText, sortedBy } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { ApplicationOperation } from '../plan/operation.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import { itemLines } from './edit/render.ts';
import { itemColumn } from './edit/yaml-file.ts';
import { fileForRules, FOUND_LIVE } from './keep-grants.ts';
import { type Attempt, cannot, revertInstead } from './proposal.ts';

/** Rules that declare live assignments to applications: groups of the same application share one. */
export function keepApplications(
  held: readonly ApplicationOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  const byApplication = Map.groupBy(held, ({ application }) => application.arn);
  return Array.from(byApplication.values(), (members) => keepOn(members, context));
}

function keepOn(held: readonly ApplicationOperation[], context: AdoptionContext): Attempt {
  const operations = held.map(({ id }) => id).toSorted(compareText);
  const application = held[0]?.application;
  const file = application === undefined ? null : fileForApplication(application.arn, context);
  if (application === undefined || file === null) {
    return cannot(
      operations,
      'no file of this config directory could hold the rule',
      revertInstead,
    );
  }
  const wordOf = createApplicationWord(context.snapshot.applications?.applications ?? []);
  const principals = sortedBy(
    held.map(({ principal }) => principal),
    ({ name, id }) => `${name} ${id}`,
  );
  const words = (type: Principal['type']) =>
    principals.filter((one) => one.type === type).map(context.principalWord);
  const node = applicationRuleNode({
    groups: words('GROUP'),
    users: words('USER'),
    applications: [wordOf(application)],
  });
  const value = withComment(node, [FOUND_LIVE]);
  const yaml = context.fileAt(file);
  const lines = itemLines(value, yaml === null ? 2 : itemColumn(yaml, 'applications'));
  return {
    kind: 'proposal',
    operations,
    changes: new Map([[file, [{ kind: 'add', path: ['applications'], value }]]]),
    texts: new Map(),
    steps: [{ kind: 'lines', operations, file, where: 'at the end of applications', lines }],
    rules: [],
    permissionSets: [],
  };
}

/** Where that application's rules are, else where others' are, else where rules are. */
function fileForApplication(arn: string, context: AdoptionContext): string | null {
  const { mapping, source, inputs } = context;
  const rules = mapping.applications.filter(({ at }) => isOwnFile(source, at.file));
  const name = inputs.versions.head.desired.applications.named.get(arn)?.name ?? null;
  const naming = rules.findLast(({ applications }) =>
    applications.some(({ value }) => value.value === arn || value.value === name),
  );
  return naming?.at.file ?? rules.at(-1)?.at.file ?? fileForRules('', context);
}
