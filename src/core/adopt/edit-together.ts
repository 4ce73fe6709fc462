import type { ApplicationRule, Rule } from '../mapping/mapping.ts';
import type { Operation } from '../plan/operation.ts';
import type { AdoptionStep } from './adoption.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import type { Change } from './edit/change.ts';
import type { RuleEdit } from './edit-rule.ts';
import { type Attempt, cannot, revertInstead } from './proposal.ts';

/** Every rule that asks for the operations edited, or none: one that still asks for them would keep them. */
export function editTogether<R extends Rule | ApplicationRule>(
  rules: readonly R[],
  operations: readonly Operation[],
  { source }: AdoptionContext,
  editRule: (rule: R) => RuleEdit | 'untouched' | null,
): Attempt {
  const ids = operations.map(({ id }) => id);
  const changes = new Map<string, readonly Change[]>();
  const steps: AdoptionStep[] = [];
  const edited: R[] = [];
  for (const rule of rules) {
    const { file, line } = rule.at;
    const edit = editRule(rule);
    // Rules in brackets may share a line with one that asks for it.
    if (edit === 'untouched') continue;
    if (!isOwnFile(source, file)) {
      const why = `the rule stands in ${file}, which other organizations may include too`;
      return cannot(ids, why, revertInstead);
    }
    if (edit === null) {
      const why = `the rule at ${file}:${line} is written in a way that cannot be edited by itself`;
      return cannot(ids, why, `take it out of that rule by hand, or ${revertInstead}`);
    }
    changes.set(file, [...(changes.get(file) ?? []), ...edit.changes]);
    steps.push({ kind: edit.kind, operations: ids, file, where: edit.where, lines: edit.lines });
    edited.push(rule);
  }
  return {
    kind: 'proposal',
    operations: ids,
    changes,
    texts: new Map(),
    steps,
    rules: edited,
    permissionSets: [],
  };
}
