import type { AccessGroup } from './access-group.ts';
import { hidesPeople, type LinePart, peopleOfLine, placesOf } from './people-of-line.ts';
import { accountsWithin } from './people-where.ts';
import type { PlanView } from './plan-view.ts';
import type { Style } from './style.ts';
import { count, listWords, thousands } from './words.ts';

/** What is so for the very same people of one principal is told once. */
function joined(parts: readonly LinePart[]): LinePart[] {
  const same = Map.groupBy(parts, ({ change }) => {
    const { principal, names, total } = change;
    return names.length === total ? JSON.stringify([principal.id, names]) : change;
  });
  return [...same.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [{ ...first, accounts: [first, ...others].flatMap(({ accounts }) => accounts) }],
  );
}

/** `ada, dan and 3 more`, and why those have no name. */
function namesIn({ change }: LinePart, style: Style): string {
  const { names, total, unnamed } = change;
  const more = total - names.length;
  if (more === 0) return names.map((name) => style.name(name)).join(', ');
  const whose = more === 1 ? 'whose name was not read' : 'whose names were not read';
  const some = unnamed === 0 ? '' : `, ${thousands(unnamed)} of whom without a name that was read`;
  const why = unnamed >= more ? ` ${whose}` : some;
  const rest = names.length === 0 ? count(more, 'person') : `${thousands(more)} more`;
  return listWords(
    [names.map((name) => style.name(name)).join(', '), `${rest}${why}`].filter(
      (word) => word !== '',
    ),
  );
}

/** Sign-in names behind one line and in which accounts, `and … more` included; empty where none may be shown. */
export function peopleNames(group: AccessGroup, view: PlanView, style: Style): string[] {
  const people = peopleOfLine(group, view);
  if (people === null || hidesPeople(view)) return [];
  if (group.principals.every(({ type }) => type === 'USER')) return [];
  const { gains, loses, keeps } = people;
  if ([...gains, ...loses, ...keeps].every(({ change }) => change.names.length === 0)) return [];
  const all = placesOf(group);
  const told = (parts: readonly LinePart[], label: string): string[] =>
    joined(parts).map((part) => {
      const isEverywhere = part.accounts.length === all.length;
      const where = isEverywhere
        ? ''
        : ` in ${accountsWithin(part.accounts, { style, all, names: true })}`;
      return `${label}${where}: ${namesIn(part, style)}`;
    });
  return [
    ...told(gains, 'gain'),
    ...told(loses, 'lose'),
    ...told(keeps, group.kind === 'grant' ? 'have it already' : 'keep it'),
  ];
}
