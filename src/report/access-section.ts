import type { Operation } from '../core/plan/operation.ts';
import { type AccessGroup, groupAccess } from './access-group.ts';
import { danger, type Entry, headed, indent, type Section } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { accessVerb, causeNote, type Mood, waitingNote } from './moods.ts';
import { accountsCounted, accountsInFull, accountsInLine, whoWords } from './names.ts';
import { originLinks, type PlanView } from './plan-view.ts';
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

/** One line for what a group gains or loses, its accounts folded below. */
function accessEntry(group: AccessGroup, view: PlanView, mood: Mood, rank: number): Entry {
  const who = whoWords(group, view.isPublicRepository);
  const start = `- ${who} ${accessVerb(group, mood)} ${codeSpan(group.permissionSet)} in `;
  const line = `${start}${accountsInLine(group.accounts)}${notes(group, view, mood)}`;
  const full = accountsInFull(group.accounts);
  const short = `${start}${accountsCounted(group.accounts)}${group.administrator === null ? '' : ' · **administrator**'}`;
  return {
    danger: rank,
    forms: full === '' ? [line, short] : [`${line}\n${indent(full)}`, line, short],
  };
}

function entriesOf(groups: readonly AccessGroup[], view: PlanView, mood: Mood): Entry[] {
  return groups.map((group) =>
    accessEntry(
      group,
      view,
      mood,
      group.kind === 'revoke'
        ? danger.loss
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
  return entriesOf(groupAccess(operations, view.isPublicRepository, among), view, mood);
}

/** Who loses, then who gains. */
export function accessSections(operations: readonly Operation[], view: PlanView): Section[] {
  const groups = groupAccess(operations, view.isPublicRepository);
  const part = (title: string, kind: AccessGroup['kind']): Section[] => {
    const members = groups.filter((group) => group.kind === kind);
    const total = members.reduce((sum, group) => sum + group.operations.length, 0);
    return headed(`### ${title}: ${count(total, 'assignment')}`, entriesOf(members, view, 'will'));
  };
  return [...part('Who loses access', 'revoke'), ...part('Who gains access', 'grant')];
}
