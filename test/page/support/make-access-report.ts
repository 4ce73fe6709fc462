import type {
  AccessReport,
  ReportAccount,
  ReportGrant,
  ReportOrigin,
  ReportPerson,
  ReportPrincipal,
} from '../../../src/core/inventory/access-report.ts';
import type { AccountId } from '../../../src/core/model/ids.ts';

export interface ReportSize {
  readonly groups: number;
  readonly accounts: number;
  readonly grants: number;
  readonly people: number;
}

export const large: ReportSize = { groups: 1500, accounts: 2000, grants: 25_000, people: 20_000 };
export const medium: ReportSize = { groups: 130, accounts: 160, grants: 2600, people: 1400 };

const products = words(
  'Payments Ledger Lending Cards Checkout Catalog Search Orders Shipping Returns Pricing Loyalty Identity Risk Fraud Support Web Mobile Analytics Reporting Billing Notifications Partners Warehouse Media',
);
const stages = ['Dev', 'Test', 'Prod'];
const roles = words('Developers Operators Readers Analysts Owners Deployers');
const first = words(
  'Ana Björn Chloé Daan Emma Farid Grace Hiro Inês Jakub Karin Łukasz Maya Nikos Oksana Priya Ravi Sofía Tomás Uma Viktor Wei Yara Zoë',
);
const last = words(
  'Adams Berg Costa Dvořák Eriksson Fischer García Haddad Ito Jensen Kowalski Lopez Müller Nguyen Okafor Patel Quinn Rossi Silva Tanaka Ueda Vargas Wagner Yılmaz Zhang',
);

const applications = ['Grafana', 'Notebooks', 'Query-Editor'];

const sets: AccessReport['permissionSets'] = [
  {
    name: 'AdministratorAccess',
    administrator: 'it attaches AdministratorAccess',
    management: 'declared',
  },
  { name: 'BillingReadOnly', administrator: null, management: 'declared' },
  { name: 'DatabaseOperator', administrator: null, management: 'declared' },
  {
    name: 'DeployAccess',
    administrator: 'it lets hand any role to a service (iam:PassRole on *)',
    management: 'declared',
  },
  { name: 'DeveloperAccess', administrator: null, management: 'declared' },
  { name: 'LegacyPowerUser', administrator: null, management: 'unmanaged' },
  { name: 'OperatorAccess', administrator: null, management: 'declared' },
  { name: 'ReadOnlyAccess', administrator: null, management: 'declared' },
  { name: 'SecurityAudit', administrator: null, management: 'other-owner' },
];
const setOfRole: Readonly<Record<string, number>> = {
  Developers: 4,
  Operators: 6,
  Readers: 7,
  Analysts: 2,
  Owners: 7,
  Deployers: 3,
};

/** An organization of that size as a report: teams with products of their own, and a few exceptions. */
export function makeAccessReport(size: ReportSize): AccessReport {
  const chance = mulberry(42);
  const pick = (below: number): number => Math.floor(chance() * below);
  const accounts = Array.from({ length: size.accounts }, (_, index) => account(index));
  const persons = Array.from({ length: size.people }, (_, index) => person(index));
  const principals: ReportPrincipal[] = Array.from({ length: size.groups }, (_, index) => {
    const product = products[index % products.length] ?? '';
    const role = roles[Math.floor(index / products.length) % roles.length] ?? '';
    const round = Math.floor(index / (products.length * roles.length));
    const people = new Set(Array.from({ length: 3 + pick(24) }, () => pick(size.people)));
    return {
      type: 'GROUP',
      id: `group-${index}`,
      name: `${product}${round === 0 ? '' : `-${round + 1}`}-${role}`,
      entraObjectId: null,
      members: index % 97 === 13 ? null : [...people].toSorted((a, b) => a - b),
      gone: false,
    };
  });
  principals.push(
    {
      type: 'USER',
      id: 'user-1',
      name: 'break.glass@example.com',
      entraObjectId: null,
      members: [0],
      gone: false,
    },
    {
      type: 'GROUP',
      id: 'group-gone',
      name: 'group-gone',
      entraObjectId: null,
      members: null,
      gone: true,
    },
  );
  const origins = Array.from({ length: size.groups }, (_, index) => origin(index));
  const seen = new Set<string>();
  const grants: ReportGrant[] = [];
  const add = (
    principal: number,
    at: number,
    permissionSet: number,
    more: Partial<ReportGrant>,
  ) => {
    const key = `${principal} ${at} ${permissionSet}`;
    if (seen.has(key) || grants.length >= size.grants) return;
    seen.add(key);
    const rule = origins[principal];
    const declared = sets[permissionSet]?.management === 'declared' && rule !== undefined;
    grants.push({
      account: at,
      permissionSet,
      principal,
      origins: declared ? [principal] : [],
      state: 'live',
      ignored: false,
      expires: declared ? rule.expires : null,
      ...more,
    });
  };
  for (const [index, { gone }] of principals.entries()) {
    if (gone) add(index, 3, 7, { origins: [] });
  }
  for (const at of [0, 30, 60, 90]) add(size.groups, at % size.accounts, 0, { origins: [0] });
  for (let round = 0; grants.length < size.grants && round < 60; round += 1) {
    for (let index = 0; index < size.groups; index += 1) {
      const product = index % products.length;
      const role = roles[Math.floor(index / products.length) % roles.length] ?? '';
      // Mostly the accounts of one's own product, sometimes anybody's.
      const own = product + products.length * pick(Math.ceil(size.accounts / products.length));
      const at = pick(9) === 0 || own >= size.accounts ? pick(size.accounts) : own;
      const set = pick(30) === 0 ? 0 : pick(40) === 0 ? 5 : pick(60) === 0 ? 8 : setOfRole[role];
      const odd = pick(200);
      const more: Partial<ReportGrant> =
        odd === 0
          ? { state: 'missing' }
          : odd === 1
            ? { origins: [], expires: null }
            : odd === 2
              ? { ignored: true, origins: [], expires: null }
              : {};
      add(index, at, set ?? 7, more);
    }
  }
  return {
    schema: 'identity-center-reconciler/report/v1',
    instance: 'ssoins-1234567890abcdef',
    owner: 'platform',
    commit: '4f1d0c2b9a8e7d6c5b4a39281706f5e4d3c2b1a0',
    repositoryUrl: 'https://github.com/example/access',
    at: '2026-03-02T08:00:00.000Z',
    exhaustive: true,
    unread: [],
    unresolved: [],
    people: 'named',
    accounts,
    permissionSets: sets,
    principals,
    persons,
    origins,
    grants,
    applications: applications.map((name, index) => ({
      arn: `arn:aws:sso::123456789012:application/ssoins-1234567890abcdef/apl-${index}`,
      name,
      status: index === 2 ? 'DISABLED' : 'ENABLED',
      management: index === 0 ? 'unmanaged' : 'declared',
      open: index === 0 ? null : index === 1,
    })),
    applicationGrants: Array.from({ length: Math.min(40, size.groups) }, (_, index) => ({
      application: index % applications.length,
      principal: (index * 11) % size.groups,
      origins:
        index % applications.length === 0 || index % 13 === 4 ? [] : [(index * 11) % size.groups],
      state: 'live',
      ignored: index % 13 === 4,
      expires: null,
    })),
  };
}

function account(index: number): ReportAccount {
  const product = products[index % products.length] ?? '';
  const stage = stages[Math.floor(index / products.length) % stages.length] ?? '';
  const round = Math.floor(index / (products.length * stages.length));
  // The simplest way to a value of that type from outside the program.
  const id = String(100_000_000_000 + index * 7919) as AccountId;
  if (index === 120) return { id, name: '', state: 'UNKNOWN', unit: '' };
  const name = `${product}-${stage}${round === 0 ? '' : `-${round + 1}`}`.toLowerCase();
  return {
    id,
    name,
    state: index % 53 === 17 ? 'SUSPENDED' : 'ACTIVE',
    unit: `/Workloads/${stage}`,
  };
}

function person(index: number): ReportPerson {
  const names = [first[index % first.length], last[Math.floor(index / 7) % last.length]];
  const number = index < first.length * last.length ? '' : String(index);
  return {
    id: `person-${index}`,
    name: `${names.join('.').toLowerCase()}${number}@example.com`,
    enabled: index % 60 !== 59,
  };
}

function origin(index: number): ReportOrigin {
  const product = (products[index % products.length] ?? '').toLowerCase();
  const month = String(1 + (index % 12)).padStart(2, '0');
  const number = 100 + (index % 800);
  return {
    file: `access/teams/${product}.yaml`,
    line: 4 + 7 * Math.floor(index / products.length),
    change: {
      commit:
        `${(0x1a2b3c4d5 + index * 0x9e3779b1).toString(16)}c5b4a39281706f5e4d3c2b1a0f9e8d7c6b5a4f3e`.slice(
          0,
          40,
        ),
      at: `2025-${month}-14T09:30:00.000Z`,
      author: `${first[index % first.length]} ${last[index % last.length]}`,
      pullRequest: { number, url: `https://github.com/example/access/pull/${number}` },
      reviewers: ['ravi-patel'],
    },
    expires:
      index % 23 === 5
        ? '2026-03-25T23:59:59.000Z'
        : index % 31 === 7
          ? '2026-05-15T23:59:59.000Z'
          : null,
    reason: index % 4 === 0 ? `OPS-${1000 + index}` : null,
  };
}

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Numbers in [0, 1) that are the same in each run. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
