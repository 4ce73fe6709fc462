import { isAccountId, type PermissionSetArn } from '../../../src/core/model/ids.ts';
import type { PeopleChange } from '../../../src/core/plan/plan-people.ts';
import { runChecks } from '../../../src/core/doctor/run-checks.ts';
import { healthy } from '../../core/doctor/healthy-facts.ts';
import {
  account,
  administrator,
  at,
  bring,
  changeAttributes,
  changeSet,
  finding,
  grants,
  group,
  notSynced,
  onApplication,
  plan,
  provision,
  revokes,
  unsynced,
  user,
} from '../build-plan.ts';
import type { Material } from './material.ts';

const accounts = [account('n01n', 111122223333), account('n02n', 111122223334)];
const team = group('n03n');
const comer = unsynced('n05n', 7);
const policy = JSON.stringify({
  Statement: [
    {
      Action: ['s3:Get*', 'zz:n06n'],
      Condition: { StringLike: { n07n: 'n08n' } },
      Effect: 'Allow',
      Resource: 'arn:aws:s3:::n09n',
      Sid: 'n10n',
    },
  ],
  Version: '2012-10-17',
});

const operations = [
  ...grants(team, 'n11n', accounts, {
    warnings: [administrator, { kind: 'reason', text: 'n12n' }],
    ...at('n13n', 3),
  }),
  ...grants(comer, 'n14n', accounts, { status: 'waiting', reason: 'n15n' }),
  ...bring(comer, { status: 'planned' }),
  ...revokes(user('n16n'), 'n17n', accounts, { warnings: [{ kind: 'last-assignment' }] }),
  ...revokes(group('n18n'), 'n17n', accounts, { cause: 'drift' }),
  ...grants(group('n19n'), 'n17n', accounts, { status: 'blocked', reason: 'n20n' }),
  changeSet(
    'n11n',
    { description: 'n21n', tags: {} },
    { description: 'n22n', inlinePolicy: policy, tags: { n23n: 'n04n' } },
  ),
  provision('n11n', accounts),
  onApplication('unassign-application', group('n18n'), 'n22n', { cause: 'drift' }),
  onApplication('assign-application', team, 'n23n', {
    warnings: [{ kind: 'reason', text: 'n24n' }],
  }),
  onApplication('unassign-application', user('n16n'), 'n23n'),
  changeAttributes(null, { n06n: 'n07n' }),
];

function change(
  effect: PeopleChange['effect'],
  index: number,
  names: readonly string[],
): PeopleChange[] {
  const { principal, permissionSet, account: where } = operations[index] ?? {};
  if (!principal || !permissionSet || !where || !isAccountId(where.id)) return [];
  const lastWayIn = effect === 'loses' ? 1 : null;
  return [
    {
      effect,
      principal,
      permissionSet,
      accounts: [where],
      administrator: null,
      total: 9,
      names,
      unnamed: 1,
      through: [],
      lastWayIn,
      unless: ['n08n'],
    },
  ];
}

const anArn =
  'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef' as PermissionSetArn;

/** One of everything, with a token wherever foreign text stands. */
export const sample: Material = {
  report: {
    plan: plan(operations, {
      owner: 'n00n',
      undeclaredSets: [{ name: 'n19n', arn: anArn, administrator: 'n20n' }],
      reading: { strategy: 'touched', why: 'n09n', estimate: { requests: 900, seconds: 45 } },
      people: {
        source: 'entra',
        show: 'names',
        counts: {
          gain: 9,
          lose: 9,
          keep: 0,
          gainAdministrator: 9,
          administratorAccounts: 2,
          loseLastWayIn: 1,
        },
        changes: [...change('gains', 0, ['n10n', 'n12n']), ...change('loses', 6, ['n16n'])],
        applications: [
          {
            effect: 'gains',
            principal: team,
            application: onApplication('assign-application', team, 'n23n').application,
            total: 9,
            names: ['n10n'],
            unnamed: 1,
            through: [],
            unless: ['n08n'],
          },
        ],
        leftOut: 0,
        unnamed: 1,
        reach: [
          {
            permissionSet: 'n11n',
            people: 9,
            accounts: 2,
            unknown: 1,
            becomesAdministrator: 'n13n',
          },
        ],
        unknown: [{ principal: group('n18n'), why: 'n20n' }],
        nested: [{ principal: team, people: 3 }],
        netOf: 'files',
      },
      findings: [
        finding({ headline: 'n01n', why: 'n02n', help: 'n03n', origin: { file: 'n04n', line: 1 } }),
        finding({
          code: 'unknown-group',
          severity: 'error',
          headline: 'rule "n05n" refuses it: n06n',
          causedByHead: true,
        }),
        finding({ code: 'settings-changed', headline: 'settings.guardrails: n07n became n08n' }),
        notSynced('n05n'),
      ],
    }),
    outcomes: operations.map((operation, index) => ({
      operation,
      outcome:
        index % 2 === 0
          ? { result: 'failed', reason: 'n14n', help: 'n15n' }
          : { result: 'applied', note: 'n16n' },
    })),
    stopped: { why: 'cancelled', detail: 'n17n' },
  },
  diagnostics: [
    {
      code: 'unknown-group',
      severity: 'error',
      headline: 'n18n',
      why: 'n19n',
      help: 'n20n',
      at: { file: 'n21n', line: 3, column: 5, length: 4, sourceLine: '  - n22n' },
    },
  ],
  diagnosis: {
    ...runChecks(healthy),
    checks: [
      {
        id: 'sign-in',
        title: 'Sign-in works',
        guideSteps: [1],
        verdict: 'fail',
        evidence: ['n01n', 'n02n'],
        nextStep: 'n03n',
        missing: ['n04n'],
      },
    ],
  },
  drift: {
    actor: 'n01n',
    arn: 'n02n',
    from: 'n03n',
    call: 'n04n',
    file: 'n05n',
    where: 'n06n',
    lines: 'n07n n08n',
    why: 'n09n',
  },
  detail: 'n23n',
};
