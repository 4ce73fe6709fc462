import type { Finding } from '../core/diagnostics/finding.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { administratorAccess, costs } from './costs.ts';
import { danger, type Entry, type Section } from './document.ts';
import { escapeMarkdown } from './escape.ts';
import { findingEntry, type FindingPlace, isAboutVersion, placeOf } from './finding-entry.ts';
import { foldKind } from './fold-kind.ts';
import { toldBySteps } from './group-findings.ts';
import { leavingCare } from './group-step-care.ts';
import { accessVerb } from './moods.ts';
import { whoWords } from './names.ts';
import { newSetCare } from './new-set-care.ts';
import { peopleCare } from './people-care.ts';
import { hidesPeople, isLastWayIn, peopleIn } from './people-of-line.ts';
import { peopleNotes, shortNotes } from './people-words.ts';
import { comingIn, isComing, isOwn, type PlanView } from './plan-view.ts';
import { waitingCare, waitingLabel } from './waiting-care.ts';
import { whatWords } from './what-words.ts';
import { widerCare } from './wider-care.ts';

function accessCare(label: string, group: AccessGroup, rank: number, view: PlanView): Entry {
  const who = whoWords(group, hidesPeople(view));
  const start = `- **${label}:** ${who} ${accessVerb(group)} `;
  const because = group.administrator === null ? '' : ` (${escapeMarkdown(group.administrator)})`;
  const after = group.waiting ? ', once the grant that replaces it is there' : '';
  const notes = (all: readonly string[]): string => all.map((note) => ` · ${note}`).join('');
  const why = group.kind === 'grant' ? because : after;
  const people = peopleNotes(group, view);
  return {
    danger: rank,
    forms: [
      `${start}${whatWords(group)}${why}${notes(people)}`,
      `${start}${whatWords(group, 'counted')}${why}${notes(shortNotes(group, view))}`,
    ],
  };
}

/** Revocations and administrators; where people are known, last ways in and administrators before the rest. */
function accessCares(groups: readonly AccessGroup[], view: PlanView): Entry[] {
  const revocations = groups.filter(
    ({ kind, replacedBy, ghost }) => kind === 'revoke' && replacedBy === null && !ghost,
  );
  const isGrave = (group: AccessGroup): boolean =>
    peopleIn(view) === null || isLastWayIn(group, view);
  const told = (some: readonly AccessGroup[]): Entry[] =>
    foldKind(
      some.map((group) => accessCare('Revocation', group, danger.revocation, view)),
      'Revocation',
      'under “Who loses access”',
    );
  return [
    ...told(revocations.filter(isGrave)),
    ...foldKind(
      groups
        .filter(({ kind, administrator }) => kind === 'grant' && administrator !== null)
        .map((group) => accessCare(administratorAccess, group, danger.administrator, view)),
      administratorAccess,
      'under “Who gains access”',
    ),
    ...told(revocations.filter((group) => !isGrave(group))),
  ];
}

/** What this change brings comes first. */
function findingCare(
  place: FindingPlace,
  view: PlanView,
  told: ReadonlySet<Finding> = new Set(),
): Entry[] {
  return view.plan.findings
    .filter((finding) => placeOf(finding, view) === place && !isAboutVersion(finding))
    .filter((finding) => !told.has(finding))
    .toSorted((a, b) => Number(b.causedByHead) - Number(a.causedByHead))
    .map((finding) => findingEntry(finding, view));
}

function careEntries(view: PlanView): Entry[] {
  const { plan, occasion } = view;
  const coming = comingIn(view);
  const groups = groupAccess(coming, hidesPeople(view));
  const aboutVersion = plan.findings.filter(
    (finding) => placeOf(finding, view) === 'warnings' && isAboutVersion(finding),
  );
  const waiting = waitingCare(coming, view);
  const told = new Set([...waiting.told, ...toldBySteps(plan.operations, plan.findings)]);
  return [
    ...findingCare('settings', view),
    ...findingCare('errors', view),
    ...findingCare('identities', view),
    ...accessCares(groups, view),
    ...widerCare(view),
    ...newSetCare(coming, view),
    ...peopleCare(coming, view),
    ...costs(coming, view),
    // Whoever's change it is: it will not wait for one.
    ...leavingCare(
      plan.operations.filter((operation) => !isOwn(operation, occasion) || !isComing(operation)),
      view,
    ),
    ...foldKind(waiting.entries, waitingLabel),
    ...foldKind(findingCare('warnings', view, told), 'Warning'),
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
