import type { AccountReference } from '../core/model/account.ts';
import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import { attributeCare } from './attribute-section.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { fieldName } from './field-changes.ts';
import { foldKind } from './fold-kind.ts';
import { leavingCare, takenOutCare } from './group-step-care.ts';
import { accountsCounted, accountsInLine } from './names.ts';
import type { PlanView } from './plan-view.ts';
import { reachWords } from './reach-words.ts';
import { findReplacements } from './renames.ts';
import { isAssignment } from '../core/plan/access-operation.ts';
import { warningOf } from './warning-of.ts';
import { count, listWords } from './words.ts';

export const administratorAccess = 'Administrator access';

function lastAssignments(operations: readonly Operation[]): Entry[] {
  const replacement = findReplacements(operations);
  const bySet = new Map<string, AccountReference[]>();
  for (const operation of operations.filter(isAssignment)) {
    // A rename says it already.
    if (warningOf(operation, 'last-assignment') === null || replacement(operation) !== null)
      continue;
    const accounts = bySet.get(operation.permissionSet) ?? [];
    if (!accounts.some(({ id }) => id === operation.account.id)) accounts.push(operation.account);
    bySet.set(operation.permissionSet, accounts);
  }
  return sortedBy(bySet, ([set]) => set).map(([set, accounts]) => {
    const start = `- **Last assignment:** nobody keeps ${codeSpan(set)} in `;
    const cost = '. AWS deletes its role there; granting it again makes a role with another name.';
    return {
      danger: danger.lastAssignment,
      forms: [
        `${start}${accountsInLine(accounts)}${cost}`,
        `${start}${accountsCounted(accounts)}${cost}`,
      ],
    };
  });
}

/** What the operation's own warnings say that no group of grants tells. */
function warningLines(operation: Operation, view: PlanView): string[] {
  const name = operation.permissionSet ?? '';
  const set = codeSpan(name);
  return operation.warnings.flatMap((warning) => {
    switch (warning.kind) {
      case 'rename-cost':
        return [
          `- **Rename:** ${codeSpan(warning.from)} becomes ${set}. AWS cannot rename: ${count(warning.accounts, 'account')} get a role with a new name, and whatever names the old role (trust, key and bucket policies) must follow.`,
        ];
      case 'repairs-drift':
        return [
          operation.permissionSet === null
            ? `- **Edited outside:** the attributes for access control were changed in AWS; this puts back ${listWords(warning.fields.map((key) => codeSpan(key)))}.`
            : `- **Edited outside:** ${set} was changed in AWS; this puts back ${listWords(warning.fields.map(fieldName))}.`,
        ];
      case 'ownership':
        return [`- **Ownership:** ${set}: ${escapeMarkdown(warning.text)}`];
      case 'administrator':
        return operation.account === null
          ? [
              `- **${administratorAccess}:** ${set} (${escapeMarkdown(warning.because)})${heldBy(name, view)}`,
            ]
          : [];
      // Told with the attributes that change.
      case 'tag-in-policies':
      // A finding of its own tells it once for all assignments of the group.
      case 'group-recreated':
      case 'last-assignment':
      case 'expires':
      case 'expired':
      case 'ghost':
      case 'reason':
        return [];
      default:
        return warning satisfies never;
    }
  });
}

function heldBy(permissionSet: string, view: PlanView): string {
  const reach = reachWords(permissionSet, view);
  return reach === null ? '' : ` · **${reach}**`;
}

function operationCare(operations: readonly Operation[], view: PlanView): Entry[] {
  const lines = new Set(operations.flatMap((operation) => warningLines(operation, view)));
  const byLabel = Map.groupBy(lines, (line) => /^- \*\*([A-Za-z ]+):/.exec(line)?.[1] ?? '');
  return [...byLabel].flatMap(([label, members]) =>
    foldKind(
      members.map((line) => ({
        danger: label === administratorAccess ? danger.administrator : danger.care,
        forms: [line],
      })),
      label,
    ),
  );
}

/** What operations cost beside who gains and loses: groups, roles, names, owners, session tags. */
export function costs(operations: readonly Operation[], view: PlanView): Entry[] {
  return [
    ...takenOutCare(operations, view),
    ...leavingCare(operations, view),
    ...foldKind(lastAssignments(operations), 'Last assignment'),
    ...operationCare(operations, view),
    ...attributeCare(operations),
  ];
}
