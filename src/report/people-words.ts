import type { AccessGroup } from './access-group.ts';
import { hidesPeople, type LinePart, type LinePeople, peopleOfLine } from './people-of-line.ts';
import type { PlanView } from './plan-view.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

const SEVERAL_TOTALS = 3;

/** `12 people` and where: in each account, in some of them, or so many here and so many there. */
function amount(
  parts: readonly LinePart[],
  allAccounts: number,
): { readonly who: string; readonly where: string } {
  const byTotal = [...Map.groupBy(parts, ({ change }) => change.total)]
    .map(([total, members]) => ({
      total,
      accounts: members.reduce((sum, { accounts }) => sum + accounts, 0),
    }))
    .toSorted((a, b) => b.total - a.total);
  const [first = { total: 0, accounts: 0 }, ...others] = byTotal;
  const who = count(first.total, 'person');
  if (others.length === 0) {
    if (first.accounts < allAccounts) {
      return { who, where: ` in ${thousands(first.accounts)} of ${count(allAccounts, 'account')}` };
    }
    // Different people in one account and the other.
    return { who, where: parts.length === 1 ? '' : ' in each account' };
  }
  if (byTotal.length > SEVERAL_TOTALS) {
    const least = byTotal.at(-1)?.total ?? 0;
    return { who: `${thousands(least)} to ${who}`, where: ' by account' };
  }
  const elsewhere = others.map(
    ({ total, accounts }) => `${thousands(total)} in ${thousands(accounts)}`,
  );
  return { who, where: ` ${listWords([`in ${count(first.accounts, 'account')}`, ...elsewhere])}` };
}

const NAMED_GROUPS = 3;

function groupsInWords(names: readonly string[], style: Style): string {
  const shown = names.slice(0, NAMED_GROUPS).map((name) => style.name(name));
  return listWords(names.length > NAMED_GROUPS ? [...shown, 'others'] : shown);
}

function throughWords(parts: readonly LinePart[], style: Style): string {
  const ways = new Set(parts.flatMap(({ change }) => change.through));
  const groups = [...ways].filter((way) => way !== null);
  const words = [
    ...(groups.length === 0 ? [] : [`through ${groupsInWords(groups, style)}`]),
    ...(ways.has(null) ? ['by an assignment of their own'] : []),
  ];
  if (words.length > 0) return ` ${words.join(' or ')}`;
  // Whoever has it by nothing else has it under the name that a renamed set had.
  return parts.some(({ change }) => change.effect === 'keeps') ? ' under another name' : '';
}

/** What unread groups leave open, as an aside of its own. */
function unlessWords(parts: readonly LinePart[], verb: string, style: Style): string[] {
  const names = [...new Set(parts.flatMap(({ change }) => change.unless))];
  return names.length === 0
    ? []
    : [`some may ${verb} through ${groupsInWords(names, style)}, whose people are not known`];
}

function verbFor(parts: readonly LinePart[], one: string, several: string): string {
  return parts.length === 1 && parts[0]?.change.total === 1 ? one : several;
}

function keepWords(group: AccessGroup, { keeps, isFromAws }: LinePeople, style: Style): string[] {
  if (keeps.length === 0) return [];
  const { who, where } = amount(keeps, group.accounts.length);
  const verb =
    group.kind === 'grant'
      ? `${verbFor(keeps, 'has', 'have')} it already`
      : `${verbFor(keeps, 'keeps', 'keep')} it`;
  const asFar = isFromAws ? '' : ', as far as the files tell';
  return [`${who} ${verb}${where}${throughWords(keeps, style)}${asFar}`];
}

function changeWords(group: AccessGroup, people: LinePeople, style: Style): string[] {
  const parts = group.kind === 'grant' ? people.gains : people.loses;
  const [verb, verbs] = group.kind === 'grant' ? ['gains', 'gain'] : ['loses', 'lose'];
  if (parts.length === 0) {
    return people.keeps.length === 0 || group.replacedBy !== null ? [] : [`nobody ${verb} it`];
  }
  const isOneUser = group.principals.length === 1 && group.principals[0]?.type === 'USER';
  const { who, where } = amount(parts, group.accounts.length);
  const told = `${style.strong(`${who} ${verbFor(parts, verb, verbs)} it`)}${where}`;
  // Told as kept by the line itself, so that it must not read as if nothing changed.
  const other =
    group.replacedBy === null
      ? []
      : [`the policies of ${style.name(group.replacedBy)} are not the same`];
  return [...(isOneUser && where === '' ? [] : [told]), ...other];
}

function lastWords(group: AccessGroup, { loses }: LinePeople, style: Style): string[] {
  const last = loses.filter(({ change }) => (change.lastWayIn ?? 0) > 0);
  const [first] = last;
  if (first === undefined) return [];
  const most = Math.max(...last.map(({ change }) => change.lastWayIn ?? 0));
  const accounts = last.reduce((sum, part) => sum + part.accounts, 0);
  const where =
    accounts === group.accounts.length
      ? accounts === 1
        ? 'the account'
        : 'these accounts'
      : `${thousands(accounts)} of these accounts`;
  const isAll = last.length === 1 && first.change.total === most;
  const them = isAll
    ? 'all of them'
    : `${last.length > 1 ? 'up to ' : ''}${thousands(most)} of them`;
  const whose = isAll && most === 1 ? '' : `for ${them} `;
  return [style.strong(`${whose}the last way into ${where}`)];
}

/**
 * How many gain, lose or keep by one line, each fact a note: `12 people gain`, `3 people have it already
 * through …`. Empty where the plan says nothing of people.
 */
export function peopleNotes(group: AccessGroup, view: PlanView, style = markdown): string[] {
  const people = peopleOfLine(group, view);
  if (people === null) return [];
  if (people.unknown !== null) {
    return [`${style.strong('people not known')}: ${style.prose(people.unknown)}`];
  }
  const { gains, loses, keeps, nested, isWhole } = people;
  const isEmpty = gains.length + loses.length + keeps.length === 0;
  const unless =
    group.kind === 'grant'
      ? unlessWords(gains, 'have it already', style)
      : unlessWords(loses, 'keep it', style);
  return [
    ...(isEmpty && isWhole ? ['nobody is in it now'] : []),
    ...changeWords(group, people, style),
    ...lastWords(group, people, style),
    ...keepWords(group, people, style),
    ...unless,
    ...(nested === 0
      ? []
      : [
          `${count(nested, 'person')} in groups inside it ${nested === 1 ? 'gets' : 'get'} nothing`,
        ]),
  ];
}

/** Of these notes, in Markdown, those that a short telling must not leave out. */
export function stressed(notes: readonly string[]): string[] {
  return notes.filter((note) => note.startsWith('**'));
}

/** Sign-in names behind one line, `and … more` included; empty where none may be shown. */
export function peopleNames(group: AccessGroup, view: PlanView, style: Style): string[] {
  const people = peopleOfLine(group, view);
  if (people === null || hidesPeople(view)) return [];
  if (group.principals.every(({ type }) => type === 'USER')) return [];
  const told = (parts: readonly LinePart[], label: string): string[] =>
    parts.flatMap(({ change, accounts }) => {
      if (change.names.length === 0) return [];
      const more = change.total - change.names.length;
      const where = parts.length > 1 ? ` in ${count(accounts, 'account')}` : '';
      const names = change.names.map((name) => style.name(name));
      return [
        `${label}${where}: ${names.join(', ')}${more > 0 ? ` and ${thousands(more)} more` : ''}`,
      ];
    });
  return [
    ...told(people.gains, 'gain'),
    ...told(people.loses, 'lose'),
    ...told(people.keeps, group.kind === 'grant' ? 'have it already' : 'keep it'),
  ];
}
