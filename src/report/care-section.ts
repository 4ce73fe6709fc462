import type { AccountReference } from '../core/model/account.ts';
import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { danger, type Entry, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingEntry, placeOf } from './finding-entry.ts';
import { accountsCounted, accountsInLine, whoWords } from './names.ts';
import { findReplacements } from './renames.ts';
import { isComing, isOwn, type PlanView } from './plan-view.ts';
import { isAssignment, warningOf } from './warning-of.ts';
import { count, listWords } from './words.ts';
import { fieldName } from './field-changes.ts';

function accessCare(label: string, group: AccessGroup, rank: number, view: PlanView): Entry {
  const verb = group.kind === 'grant' ? 'gets' : 'loses';
  const who = whoWords(group.principals, view.isPublicRepository);
  const start = `- **${label}:** ${who} ${verb} ${codeSpan(group.permissionSet)} in `;
  const because = group.administrator === null ? '' : ` (${escapeMarkdown(group.administrator)})`;
  const long = `${start}${accountsInLine(group.accounts)}`;
  const short = `${start}${accountsCounted(group.accounts)}`;
  return {
    danger: rank,
    forms: group.kind === 'grant' ? [`${long}${because}`, `${short}${because}`] : [long, short],
  };
}

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
function warningLines(operation: Operation): string[] {
  const set = codeSpan(operation.permissionSet);
  return operation.warnings.flatMap((warning) => {
    switch (warning.kind) {
      case 'rename-cost':
        return [
          `- **Rename:** ${codeSpan(warning.from)} becomes ${set}. AWS cannot rename: ${count(warning.accounts, 'account')} get a role with a new name, and whatever names the old role (trust, key and bucket policies) must follow.`,
        ];
      case 'group-recreated':
        return [
          `- **Group created again:** ${codeSpan(operation.principal?.name ?? operation.permissionSet)} is now ${codeSpan(warning.to)}, it was ${codeSpan(warning.from)}. Make sure that it is still the group you mean.`,
        ];
      case 'repairs-drift':
        return [
          `- **Edited outside:** ${set} was changed in AWS; this puts back ${listWords(warning.fields.map(fieldName))}.`,
        ];
      case 'ownership':
        return [`- **Ownership:** ${set}: ${escapeMarkdown(warning.text)}`];
      case 'administrator':
        return operation.account === null
          ? [`- **Administrator access:** ${set} (${escapeMarkdown(warning.because)})`]
          : [];
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

function operationCare(operations: readonly Operation[]): Entry[] {
  const lines = new Set(operations.flatMap(warningLines));
  return [...lines].map((line) => ({
    danger: line.startsWith('- **Administrator') ? danger.administrator : danger.care,
    forms: [line],
  }));
}

function waitingCare(operations: readonly Operation[], view: PlanView): Entry[] {
  const waiting = operations.filter(({ status }) => status === 'waiting');
  return groupAccess(waiting, view.isPublicRepository).map((group) => {
    const who = whoWords(group.principals, view.isPublicRepository);
    const reason = group.operations[0]?.reason ?? 'Entra ID has not provisioned it yet';
    return {
      danger: danger.care,
      forms: [
        `- **Will not work yet:** ${who} gets ${codeSpan(group.permissionSet)} in ${accountsCounted(group.accounts)} only later: ${escapeMarkdown(reason)}`,
      ],
    };
  });
}

export function careEntries(view: PlanView): Entry[] {
  const { plan, occasion } = view;
  const coming = plan.operations.filter(
    (operation) => isOwn(operation, occasion) && isComing(operation),
  );
  const groups = groupAccess(coming, view.isPublicRepository);
  const findings = (place: string): Entry[] =>
    plan.findings
      .filter((finding) => placeOf(finding) === place)
      .toSorted((a, b) => Number(b.causedByHead) - Number(a.causedByHead))
      .map((finding) => findingEntry(finding, view));
  const recreated = plan.operations.filter(
    (operation) => !coming.includes(operation) && warningOf(operation, 'group-recreated') !== null,
  );
  return [
    ...findings('settings'),
    ...findings('errors'),
    ...groups
      .filter(({ kind, replacedBy, ghost }) => kind === 'revoke' && replacedBy === null && !ghost)
      .map((group) => accessCare('Revocation', group, danger.revocation, view)),
    ...groups
      .filter(({ kind, administrator }) => kind === 'grant' && administrator !== null)
      .map((group) => accessCare('Administrator access', group, danger.administrator, view)),
    ...lastAssignments(coming),
    ...operationCare([...coming, ...recreated]),
    ...waitingCare(coming, view),
    ...findings('warnings'),
  ];
}

/** The part of the comment that a reviewer must not miss. */
export function careSections(view: PlanView): Section[] {
  const entries = careEntries(view);
  if (entries.length === 0) return [];
  const grave = entries.some((entry) => entry.danger <= danger.administrator);
  return [
    {
      open: `[!${grave ? 'CAUTION' : 'WARNING'}]\n**What needs care**`,
      close: '',
      prefix: '> ',
      entries,
    },
  ];
}
