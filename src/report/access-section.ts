import type { Operation } from '../core/plan/operation.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { danger, type Entry, headed, indent, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { accessVerb, causeNote, type Mood, waitingNote } from './moods.ts';
import {
  hidesPeople,
  isLastWayIn,
  lastWaysFirst,
  peopleIn,
  peopleOfLine,
} from './people-of-line.ts';
import { peopleNames } from './people-names.ts';
import { peopleNotes, shortNotes } from './people-words.ts';
import { accountsInFull, whoWords } from './names.ts';
import { originLinks, type PlanView } from './plan-view.ts';
import { markdown } from './style.ts';
import { whatWords } from './what-words.ts';
import { count, instantWords, listWords } from './words.ts';

export function untilWords(instant: string): string {
  return instantWords(instant) ?? codeSpan(instant);
}

function notes(group: AccessGroup, view: PlanView, mood: Mood): string {
  const side = group.kind === 'revoke' ? 'base' : 'head';
  const origins = originLinks(
    group.operations.flatMap((operation) => operation.origins),
    side,
    view,
  );
  const cause = causeNote(group.cause, view.occasion, mood);
  return [
    ...(group.administrator === null ? [] : ['**administrator**']),
    ...(mood === 'will' ? peopleNotes(group, view) : []),
    ...(cause === null ? [] : [cause]),
    ...(group.replacedBy === null
      ? []
      : [`${mood === 'did' ? 'has' : 'keeps'} it as ${codeSpan(group.replacedBy)}`]),
    ...(group.ghost ? ['no longer exists'] : []),
    ...(group.expired === null ? [] : [`granted until ${untilWords(group.expired)}`]),
    ...(group.expires === null ? [] : [`until ${untilWords(group.expires)}`]),
    ...(group.waiting ? [waitingNote(group.kind)] : []),
    ...(group.reasons.length === 0
      ? []
      : [
          `reason: ${listWords(group.reasons.slice(0, 3).map((reason) => escapeMarkdown(reason)))}`,
        ]),
    ...(origins === '' ? [] : [origins]),
  ]
    .map((note) => ` · ${note}`)
    .join('');
}

function folded(group: AccessGroup, view: PlanView, mood: Mood): string {
  const names = mood === 'will' ? peopleNames(group, view, markdown) : [];
  if (names.length === 0) return '';
  return ['<details><summary>who they are</summary>', names.join(' · '), '</details>'].join('\n\n');
}

/** One line for what a group gains or loses, its accounts and its people folded below. */
function accessEntry(group: AccessGroup, view: PlanView, mood: Mood, rank: number): Entry {
  const who = whoWords(group, hidesPeople(view));
  const start = `- ${who} ${accessVerb(group, mood)} `;
  const line = `${start}${whatWords(group)}${notes(group, view, mood)}`;
  const people = folded(group, view, mood);
  const below = [accountsInFull(group.accounts), people].filter((block) => block !== '');
  const short = [
    `${start}${whatWords(group, 'counted')}`,
    ...(group.administrator === null ? [] : ['**administrator**']),
    ...(mood === 'will' ? shortNotes(group, view) : []),
  ].join(' · ');
  return {
    danger: rank,
    forms:
      below.length === 0 ? [line, short] : [[line, ...below.map(indent)].join('\n'), line, short],
  };
}

function entriesOf(groups: readonly AccessGroup[], view: PlanView, mood: Mood): Entry[] {
  return groups.map((group) =>
    accessEntry(
      group,
      view,
      mood,
      group.kind === 'revoke'
        ? isLastWayIn(group, view)
          ? danger.lastAssignment
          : danger.loss
        : group.administrator === null
          ? danger.gain
          : danger.administrator,
    ),
  );
}

export function accessEntries(
  operations: readonly Operation[],
  view: PlanView,
  mood: Mood = 'will',
): Entry[] {
  const among = mood === 'will' ? operations : view.plan.operations;
  return entriesOf(groupAccess(operations, hidesPeople(view), among), view, mood);
}

/** Different people of all lines below, where they were asked for. */
function peopleCounted(groups: readonly AccessGroup[], view: PlanView): string {
  const people = peopleIn(view);
  if (people === null) return '';
  const lines = groups.flatMap((group) => peopleOfLine(group, view) ?? []);
  const mayBeMore = lines.some(({ unknown }) => unknown !== null);
  const mayBeFewer = lines.some(({ gains, loses }) =>
    [...gains, ...loses].some(({ change }) => change.unless.length > 0),
  );
  const nearly = mayBeMore ? (mayBeFewer ? 'about ' : 'at least ') : mayBeFewer ? 'up to ' : '';
  const number = groups[0]?.kind === 'grant' ? people.counts.gain : people.counts.lose;
  return number === 0 && mayBeMore ? ', people not known' : `, ${nearly}${count(number, 'person')}`;
}

/** Said once, above the first of them. */
function whyNameless(view: PlanView): string {
  const people = peopleIn(view);
  if (people === null) return '';
  if (hidesPeople(view)) return '\n\nPeople are counted, not named.';
  const { unnamed } = people;
  if (unnamed === 0) return '';
  const them = unnamed === 1 ? 'that one' : 'them';
  return `\n\nEntra ID lets this run count ${count(unnamed, 'person')} and not name ${them}; \`User.Read.All\` brings names (docs/entra.md).`;
}

/** Who loses, then who gains. */
export function accessSections(operations: readonly Operation[], view: PlanView): Section[] {
  const groups = groupAccess(operations, hidesPeople(view));
  const losing = lastWaysFirst(
    groups.filter(({ kind }) => kind === 'revoke'),
    view,
  );
  const gaining = groups.filter(({ kind }) => kind === 'grant');
  const part = (title: string, members: readonly AccessGroup[], isFirst: boolean): Section[] => {
    if (members.length === 0) return [];
    const total = members.reduce((sum, group) => sum + group.operations.length, 0);
    const heading = `### ${title}: ${count(total, 'assignment')}${peopleCounted(members, view)}`;
    return headed(
      `${heading}${isFirst ? whyNameless(view) : ''}`,
      entriesOf(members, view, 'will'),
    );
  };
  return [
    ...part('Who loses access', losing, true),
    ...part('Who gains access', gaining, losing.length === 0),
  ];
}
