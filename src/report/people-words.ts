import type { AccessGroup } from './access-group.ts';
import { type LinePart, type LinePeople, peopleOfLine, placesOf } from './people-of-line.ts';
import {
  accountsWithin,
  amount,
  MOST_SHARES,
  type Share,
  sharesOf,
  type Telling,
} from './people-where.ts';
import type { PlanView } from './plan-view.ts';
import { markdown, type Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

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

function keepWords(
  group: AccessGroup,
  { keeps, isFromAws }: LinePeople,
  telling: Telling,
): string[] {
  if (keeps.length === 0) return [];
  const { who, isOne, where, isList } = amount(keeps, telling);
  const verb =
    group.kind === 'grant'
      ? `${isOne ? 'has' : 'have'} it already`
      : `${isOne ? 'keeps' : 'keep'} it`;
  const asFar = isFromAws ? '' : ', as far as the files tell';
  return [
    `${who} ${verb}${where}${isList ? ',' : ''}${throughWords(keeps, telling.style)}${asFar}`,
  ];
}

function changeWords(group: AccessGroup, people: LinePeople, telling: Telling): string[] {
  const { style } = telling;
  const parts = group.kind === 'grant' ? people.gains : people.loses;
  const [verb, verbs] = group.kind === 'grant' ? ['gains', 'gain'] : ['loses', 'lose'];
  if (parts.length === 0) {
    return people.keeps.length === 0 || group.replacedBy !== null ? [] : [`nobody ${verb} it`];
  }
  const isOneUser = group.principals.length === 1 && group.principals[0]?.type === 'USER';
  const { who, isOne, where } = amount(parts, telling);
  const told = `${style.strong(`${who} ${isOne ? verb : verbs} it`)}${where}`;
  // Told as kept by the line itself, so that it must not read as if nothing changed.
  const other =
    group.replacedBy === null
      ? []
      : [`the policies of ${style.name(group.replacedBy)} are not the same`];
  return [...(isOneUser && where === '' ? [] : [told]), ...other];
}

/** Whose last way in it is: `for 2 of them`; nothing where it is that of the one who loses it. */
function whose(share: Share, loses: readonly LinePart[]): string {
  const ids = new Set<string>(share.accounts.map(({ id }) => id));
  const losing = sharesOf(loses, ({ total }) => total).filter(({ accounts }) =>
    accounts.some(({ id }) => ids.has(id)),
  );
  if (losing.some(({ total }) => total !== share.total)) {
    return `for ${thousands(share.total)} of them `;
  }
  return share.total === 1 ? '' : 'for all of them ';
}

function lastWords({ loses }: LinePeople, telling: Telling): string[] {
  const shares = sharesOf(loses, ({ lastWayIn }) => lastWayIn ?? 0);
  const [most, ...others] = shares;
  if (most === undefined) return [];
  const { all, style } = telling;
  const into = (accounts: Share['accounts']): string => {
    if (accounts.length < all.length) return `into ${accountsWithin(accounts, telling)}`;
    return all.length === 1 ? 'into the account' : 'into these accounts';
  };
  const number = thousands(most.total);
  if (shares.length > MOST_SHARES) {
    const where = into(shares.flatMap(({ accounts }) => accounts));
    return [style.strong(`for up to ${number} of them the last way ${where}`)];
  }
  const who = others.length > 0 ? `for ${number} of them ` : whose(most, loses);
  const told = [
    `${who}the last way ${into(most.accounts)}`,
    ...others.map(({ total, accounts }) => `for ${thousands(total)} ${into(accounts)}`),
  ];
  const last = told.length > 1 ? `, and ${told.pop() ?? ''}` : '';
  return [style.strong(`${told.join(', ')}${last}`)];
}

/**
 * How many gain, lose or keep by one line, each fact a note: `12 people gain`, `3 people have it already
 * through …`. Accounts that differ are named, or `counted`. Empty where the plan says nothing of people.
 */
export function peopleNotes(
  group: AccessGroup,
  view: PlanView,
  style = markdown,
  accounts: 'named' | 'counted' = 'named',
): string[] {
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
  const telling = { style, all: placesOf(group), names: accounts === 'named' };
  return [
    ...(isEmpty && isWhole ? ['nobody is in it now'] : []),
    ...changeWords(group, people, telling),
    ...lastWords(people, telling),
    ...keepWords(group, people, telling),
    ...unless,
    ...(nested === 0
      ? []
      : [
          `${count(nested, 'person')} in groups inside it ${nested === 1 ? 'gets' : 'get'} nothing`,
        ]),
  ];
}

/** Of these notes, in Markdown, those that a short telling must not leave out. */
export function shortNotes(group: AccessGroup, view: PlanView): string[] {
  const notes = peopleNotes(group, view, markdown, 'counted');
  return notes.filter((note) => note.startsWith('**'));
}
