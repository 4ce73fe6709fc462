import type { AccountReference } from '../../src/core/model/account.ts';
import type { Principal } from '../../src/core/model/principal.ts';
import type { Plan } from '../../src/core/plan/plan.ts';
import type { PeopleChange, PlanPeople } from '../../src/core/plan/plan-people.ts';
import {
  account,
  administrator,
  at,
  changeSet,
  grants,
  group,
  plan,
  provision,
  revokes,
  user,
} from './build-plan.ts';

const dev = account('payments-dev', 111122223333);
const test = account('payments-test', 111122223334);
const legacy = account('payments-legacy', 111122223336);
const netProd = account('net-prod', 444455556666);
const developers = group('Payments-Developers');
const admins = group('Cloud-Admins');
const auditors = group('Payments-Auditors');
const science = group('Data-Science');
const fleet = Array.from({ length: 12 }, (_, index) =>
  account(`workload-${String(index + 1).padStart(2, '0')}`, 200000000001 + index),
);

/** What is so for people of a group in accounts. */
export function change(
  effect: PeopleChange['effect'],
  principal: Principal,
  permissionSet: string,
  accounts: readonly AccountReference[],
  names: readonly string[],
  more: Partial<PeopleChange> = {},
): PeopleChange {
  return {
    effect,
    principal,
    permissionSet,
    accounts,
    administrator: null,
    total: names.length,
    names,
    unnamed: 0,
    through: [],
    lastWayIn: effect === 'loses' ? 0 : null,
    unless: [],
    ...more,
  };
}

export function peopleWith(
  changes: readonly PeopleChange[],
  counts: Partial<PlanPeople['counts']>,
  more: Partial<PlanPeople> = {},
): PlanPeople {
  return {
    source: 'entra',
    show: 'names',
    counts: {
      gain: 0,
      lose: 0,
      keep: 0,
      gainAdministrator: 0,
      administratorAccounts: 0,
      loseLastWayIn: 0,
      ...counts,
    },
    changes,
    applications: [],
    leftOut: 0,
    unnamed: 0,
    reach: [],
    unknown: [],
    nested: [],
    netOf: 'aws',
    ...more,
  };
}

/** The same with nobody named, as `review.people: counts` has it. */
export function counted(named: Plan): Plan {
  const { people } = named;
  if (people === null) return named;
  const changes = people.changes.map((one) => ({ ...one, names: [], unnamed: 0 }));
  return { ...named, people: { ...people, show: 'counts', unnamed: 0, changes } };
}

export function atAcme(names: string): string[] {
  return names.split(' ').map((name) => `${name}@acme.example`);
}

export const teamChange: Plan = plan(
  [
    ...grants(developers, 'DeveloperAccess', [dev, test], {
      ...at('access/payments.yaml', 14),
      warnings: [{ kind: 'reason', text: 'OPS-1234' }],
    }),
    ...grants(admins, 'AdministratorAccess', [netProd], {
      ...at('access/network.yaml', 5),
      warnings: [administrator],
    }),
    ...grants(science, 'ViewOnly', fleet, at('access/data.yaml', 3)),
    ...grants(group('Contractors'), 'ViewOnly', [dev], at('access/data.yaml', 9)),
    ...revokes(auditors, 'ViewOnly', [legacy], at('access/payments.yaml', 22)),
    ...revokes(group('Old-Team'), 'ViewOnly', [dev], at('access/payments.yaml', 30)),
    ...revokes(user('zoe@acme.example'), 'DeveloperAccess', [dev], at('access/payments.yaml', 31)),
  ],
  {
    people: peopleWith(
      [
        change('gains', admins, 'AdministratorAccess', [netProd], atAcme('eve mia'), {
          administrator: 'it attaches AdministratorAccess',
        }),
        change('loses', auditors, 'ViewOnly', [legacy], atAcme('ada bob cyd'), { lastWayIn: 1 }),
        change('loses', user('zoe@acme.example'), 'DeveloperAccess', [dev], atAcme('zoe')),
        change('gains', science, 'ViewOnly', fleet.slice(0, 9), atAcme('kim leo'), { total: 31 }),
        change('gains', science, 'ViewOnly', fleet.slice(9), atAcme('kim'), { total: 24 }),
        change('gains', developers, 'DeveloperAccess', [dev, test], atAcme('dan fay gil'), {
          unless: ['Guests'],
        }),
        change('keeps', auditors, 'ViewOnly', [legacy], atAcme('hal ida'), {
          through: ['Payments-Leads'],
        }),
        change('keeps', developers, 'DeveloperAccess', [test], atAcme('jon'), {
          through: ['Payments-Leads', null],
        }),
        change('keeps', science, 'ViewOnly', fleet.slice(9), [], {
          total: 7,
          through: ['A', 'B', 'C', 'D'],
        }),
      ],
      {
        gain: 36,
        lose: 4,
        keep: 2,
        gainAdministrator: 2,
        administratorAccounts: 1,
        loseLastWayIn: 1,
      },
      {
        unknown: [
          {
            principal: group('Contractors'),
            why: 'Microsoft Graph: GroupMember.Read.All is missing',
          },
        ],
        nested: [{ principal: science, people: 5 }],
      },
    ),
  },
);

export const movedTeam: Plan = plan(
  [
    ...grants(group('Payments-All'), 'ViewOnly', [dev, test], at('access/payments.yaml', 8)),
    ...revokes(developers, 'ViewOnly', [dev, test], at('access/payments.yaml', 8)),
  ],
  {
    people: peopleWith(
      [
        change('keeps', group('Payments-All'), 'ViewOnly', [dev, test], atAcme('ada bob'), {
          through: ['Payments-Developers'],
        }),
        change('keeps', developers, 'ViewOnly', [dev, test], atAcme('ada bob'), {
          through: ['Payments-All'],
        }),
      ],
      { keep: 2 },
      { source: 'identity-store', netOf: 'files' },
    ),
  },
);

export const grownSet: Plan = plan(
  [
    changeSet(
      'DeveloperAccess',
      { managedPolicies: ['arn:aws:iam::aws:policy/PowerUserAccess'] },
      { managedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] },
      {
        ...at('access/permission-sets.yaml', 3),
        warnings: [
          {
            kind: 'administrator',
            because: 'it holds the AWS managed policy AdministratorAccess',
          },
        ],
      },
    ),
    provision('DeveloperAccess', fleet, at('access/permission-sets.yaml', 3)),
  ],
  {
    people: peopleWith(
      [],
      { gainAdministrator: 140, administratorAccounts: 12 },
      {
        reach: [
          {
            permissionSet: 'DeveloperAccess',
            people: 140,
            accounts: 12,
            unknown: 1,
            becomesAdministrator: 'it holds the AWS managed policy AdministratorAccess',
          },
        ],
      },
    ),
  },
);
