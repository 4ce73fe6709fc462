import type { ReportOrigin } from '../../core/inventory/access-report.ts';
import { at } from '../model/at.ts';
import { DAY } from '../model/filter.ts';
import type { Place } from '../model/page-report.ts';
import type { ReportIndex } from '../model/report-index.ts';

const numbers = new Intl.NumberFormat('en');

export function number(value: number): string {
  return numbers.format(value);
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

/** `2026-03-31`, in UTC as everywhere in this page. */
export function day(instant: string): string {
  return instant.slice(0, 10);
}

export function inDays(index: ReportIndex, endsAt: number): string {
  const days = Math.ceil((endsAt - index.now) / DAY);
  if (days <= 0) return 'has ended';
  return days === 1 ? 'in 1 day' : `in ${number(days)} days`;
}

export function countPlaces(places: Iterable<Place>): {
  readonly accounts: number;
  readonly applications: number;
} {
  const found = { accounts: 0, applications: 0 };
  for (const { application } of places)
    found[application === null ? 'accounts' : 'applications'] += 1;
  return found;
}

/** `12 accounts and 1 application`. */
export function placeWords(places: Iterable<Place>): string {
  const { accounts, applications } = countPlaces(places);
  if (applications === 0) return count(accounts, 'account');
  const words = count(applications, 'application');
  return accounts === 0 ? words : `${count(accounts, 'account')} and ${words}`;
}

export function peopleOf(index: ReportIndex, principal: number): string {
  const { gone, members, type } = at(index.report.principals, principal);
  const disabled = at(index.disabled, principal);
  if (gone) return type === 'USER' ? 'user, gone' : 'group, gone';
  if (type === 'USER') return disabled > 0 ? 'user, disabled' : 'user';
  return members === null
    ? 'group, people not known'
    : `group, ${count(members.length, 'person', 'people')}${disabled === 0 ? '' : `, ${number(disabled)} disabled`}`;
}

export function personName(index: ReportIndex, person: number): string {
  const { id, name } = at(index.report.persons, person);
  return name ?? `person ${id}`;
}

export function unitName(unit: string): string {
  return unit === '' ? 'unit not known' : unit;
}

/** Addresses on the host of the repository; null where it is not known. */
export function addressesOf({ report }: ReportIndex) {
  const base = report.repositoryUrl ?? null;
  const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
  return {
    file: ({ file, line }: ReportOrigin): string | null =>
      base === null ? null : `${base}/blob/${report.commit}/${encoded(file)}#L${line}`,
    commit: (id: string): string | null => (base === null ? null : `${base}/commit/${id}`),
  };
}
