import type { AccountReference } from '../core/model/account.ts';
import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { danger, type Entry, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { findingEntry, type FindingPlace, isAboutVersion, placeOf } from './finding-entry.ts';
import { accountsCounted, accountsInLine, whoWords } from './names.ts';
import { foldKind } from './fold-kind.ts';
import { accessVerb } from './moods.ts';
import { findReplacements } from './renames.ts';
import { isComing, isOwn, type PlanView } from './plan-view.ts';
import { isAssignment, warningOf } from './warning-of.ts';
import { count, listWords } from './words.ts';
import { fieldName } from './field-changes.ts';

const administratorAccess = 'Administrator access';

function accessCare(label: string, group: AccessGroup, rank: number, view: PlanView): Entry {
  const who = whoWords(group.principals, view.isPublicRepository);
  const start = `- **${label}:** ${who} ${accessVerb(group)} ${codeSpan(group.permissionSet)} in `;
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
  const set = codeSpan(operation.permissionSet ?? '');
  return operation.warnings.flatMap((warning) => {
    switch (warning.kind) {
      case 'rename-cost':
        return [
          `- **Rename:** ${codeSpan(warning.from)} becomes ${set}. AWS cannot rename: ${count(warning.accounts, 'account')} get a role with a new name, and whatever names the old role (trust, key and bucket policies) must follow.`,
        ];
      case 'repairs-drift':
        return [
          `- **Edited outside:** ${set} was changed in AWS; this puts back ${listWords(warning.fields.map(fieldName))}.`,
        ];
      case 'ownership':
        return [`- **Ownership:** ${set}: ${escapeMarkdown(warning.text)}`];
      case 'administrator':
        return operation.account === null
          ? [`- **${administratorAccess}:** ${set} (${escapeMarkdown(warning.because)})`]
          : [];
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

function operationCare(operations: readonly Operation[]): Entry[] {
  const lines = new Set(operations.flatMap(warningLines));
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

function waitingCare(operations: readonly Operation[], view: PlanView): Entry[] {
  const waiting = operations.filter(({ status }) => status === 'waiting');
  return groupAccess(waiting, view.isPublicRepository).map((group) => {
    const who = whoWords(group.principals, view.isPublicRepository);
    const reason = group.operations[0]?.reason ?? 'Entra ID has not provisioned it yet';
    return {
      danger: danger.care,
      forms: [
        `- **Will not work yet:** ${who} ${accessVerb(group)} ${codeSpan(group.permissionSet)} in ${accountsCounted(group.accounts)} only later: ${escapeMarkdown(reason)}`,
      ],
    };
  });
}

/** What operations cost beside who gains and loses: roles, names, owners. */
export function costs(operations: readonly Operation[]): Entry[] {
  return [
    ...foldKind(lastAssignments(operations), 'Last assignment'),
    ...operationCare(operations),
  ];
}

/** What this change brings comes first. */
function findingCare(place: FindingPlace, view: PlanView): Entry[] {
  return view.plan.findings
    .filter((finding) => placeOf(finding) === place && !isAboutVersion(finding))
    .toSorted((a, b) => Number(b.causedByHead) - Number(a.causedByHead))
    .map((finding) => findingEntry(finding, view));
}

export function careEntries(view: PlanView): Entry[] {
  const { plan, occasion } = view;
  const coming = plan.operations.filter(
    (operation) => isOwn(operation, occasion) && isComing(operation),
  );
  const groups = groupAccess(coming, view.isPublicRepository);
  const aboutVersion = plan.findings.filter(
    (finding) => placeOf(finding) === 'warnings' && isAboutVersion(finding),
  );
  return [
    ...findingCare('settings', view),
    ...findingCare('errors', view),
    ...findingCare('identities', view),
    ...foldKind(
      groups
        .filter(({ kind, replacedBy, ghost }) => kind === 'revoke' && replacedBy === null && !ghost)
        .map((group) => accessCare('Revocation', group, danger.revocation, view)),
      'Revocation',
      'under “Who loses access”',
    ),
    ...foldKind(
      groups
        .filter(({ kind, administrator }) => kind === 'grant' && administrator !== null)
        .map((group) => accessCare(administratorAccess, group, danger.administrator, view)),
      administratorAccess,
      'under “Who gains access”',
    ),
    ...costs(coming),
    ...foldKind(waitingCare(coming, view), 'Will not work yet'),
    ...foldKind(findingCare('warnings', view), 'Warning'),
    ...aboutVersion.map((finding) => findingEntry(finding, view)),
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
