import type { ReportGrant } from '../../core/inventory/access-report.ts';
import { at } from './at.ts';
import type { PageReport } from './page-report.ts';

/** What a reviewer should look at; a grant may be several of them. */
export const attentions = [
  'administrator',
  'direct',
  'disabled',
  'gone',
  'unread',
  'inactive',
  'open',
  'off',
] as const;
export type Attention = (typeof attentions)[number];

export const attentionWords: Readonly<
  Record<Attention, { readonly label: string; readonly why: string }>
> = {
  administrator: {
    label: 'Administrator-level',
    why: 'The permission set lets people do nearly everything, or give themselves the right to.',
  },
  direct: {
    label: 'Held without a group',
    why: 'Assigned to a user directly: nothing takes it away when they change teams.',
  },
  disabled: {
    label: 'Person is disabled',
    why: 'Somebody behind it is disabled in the identity store and may not sign in.',
  },
  gone: {
    label: 'Group or user is gone',
    why: 'The identity store does not know it any more.',
  },
  unread: {
    label: 'People not known',
    why: 'The members of the group could not be read.',
  },
  inactive: {
    label: 'Account is not active',
    why: 'The account is suspended or closing, or Organizations does not list it.',
  },
  open: {
    label: 'Open to everybody',
    why: 'The application lets everybody in, whoever is assigned, or nobody knows whether it does.',
  },
  off: { label: 'Application is disabled', why: 'Nobody can use the application now.' },
};

/** What of it stays out where a report has no applications. */
export const ofApplications: ReadonlySet<Attention> = new Set(['open', 'off']);

export function bitOf(attention: Attention): number {
  return 1 << attentions.indexOf(attention);
}

/** For each grant the bits of what it is. */
export function attentionOf(report: PageReport): Uint16Array {
  const { accounts, grants, permissionSets, persons, principals } = report;
  const bits = (is: Partial<Readonly<Record<Attention, boolean>>>): number =>
    attentions.reduce((sum, each) => (is[each] === true ? sum | bitOf(each) : sum), 0);
  const ofPrincipal = principals.map(({ gone, members, type }) =>
    bits({
      gone,
      unread: members === null && !gone,
      direct: type === 'USER' && !gone,
      disabled: members?.some((person) => at(persons, person).enabled === false) ?? false,
    }),
  );
  const ofPlace = accounts.map(({ application, state }) =>
    bits({
      inactive: state !== 'ACTIVE',
      open: application !== null && application.open !== false,
      off: application?.enabled === false,
    }),
  );
  const ofSet = permissionSets.map(({ administrator }) =>
    bits({ administrator: administrator !== null }),
  );
  return Uint16Array.from(
    grants,
    ({ account, permissionSet, principal }: ReportGrant) =>
      at(ofPrincipal, principal) | at(ofPlace, account) | at(ofSet, permissionSet),
  );
}
