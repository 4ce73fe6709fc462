import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { app, healthyApp, openPlace, type PlaceOptions } from '../doctor/place.ts';
import { readPage, section, tableRows } from './markdown.ts';

const page = 'docs/from-two-clouds.md';

/** The verdicts that a cell begins with: `pass, or cannot tell: ...`. */
const verdictsFirst = /^(?:pass|fail|cannot tell)(?:(?:, or|,| or) (?:pass|fail|cannot tell))*\b/;

/** Each check of a table, with the verdicts that its cell begins with. */
function toldBy(table: string): ReadonlyMap<string, readonly string[]> {
  const rows = tableRows(table).flatMap(([checks = '', says = '']) => {
    const verdicts = verdictsFirst.exec(says)?.[0].match(/pass|fail|cannot tell/g);
    const ids = /^[a-z-]+(?:, [a-z-]+)*$/.test(checks) ? checks.split(', ') : [];
    return verdicts === undefined || verdicts === null
      ? []
      : ids.map((id) => [id, verdicts] as const);
  });
  return new Map(rows);
}

/** What a table tells and the checks do not say. */
function untrue(
  told: ReadonlyMap<string, readonly string[]>,
  checks: readonly { readonly id: string; readonly verdict: string }[],
): readonly string[] {
  const verdicts = new Map(checks.map(({ id, verdict }) => [id, verdict]));
  return [...told].flatMap(([id, expected]) => {
    const verdict = verdicts.get(id) ?? 'not there';
    return expected.includes(verdict) ? [] : [`${id}: ${verdict}, not ${expected.join(' or ')}`];
  });
}

/** Of what the doctor asks for, all that Azure CLI's own sign-in may do: nothing of provisioning. */
const azureCli = [
  'Application.Read.All',
  'AuditLog.Read.All',
  'GroupMember.Read.All',
  'User.Read.All',
];

const nobody = { groups: {}, permissionSets: {}, assignments: [] };
const pilot = {
  groups: { Developers: ['ada@example.com', 'bob@example.com'] },
  permissionSets: {},
  assignments: [],
};
const assigned = { ...healthyApp, assigned: ['Developers'] };

const parts: readonly { readonly part: string; readonly options: PlaceOptions }[] = [
  { part: '1. AWS', options: { organization: nobody, enterpriseApps: {} } },
  {
    part: '2. Sign-in: the enterprise application',
    options: {
      organization: nobody,
      enterpriseApps: { [app]: { ...healthyApp, assigned: [], provisioning: null } },
    },
  },
  {
    part: '3. Provisioning: users and groups',
    options: { organization: pilot, enterpriseApps: { [app]: assigned } },
  },
];

it.each(parts)('says what the doctor says after part $part', async ({ part, options }) => {
  const [, now = ''] = section(page, part).split('\n**Doctor now');
  const told = toldBy(now);
  expect(told.size).toBeGreaterThan(3);
  const { checks } = await (await openPlace({ ...options, permissions: azureCli })).diagnose();
  expect(untrue(told, checks)).toEqual([]);
});

it('says what the doctor says with the permissions of the plan identity', async () => {
  const told = toldBy(section(page, '6. The whole check-up'));
  expect(told.size).toBeGreaterThan(9);
  const { checks } = await (
    await openPlace({
      organization: { ...pilot, permissionSets: { Developer: {} } },
      enterpriseApps: { [app]: assigned },
      permissions: ['GroupMember.Read.All', 'Application.Read.All', 'Synchronization.Read.All'],
    })
  ).diagnose();
  expect(untrue(told, checks)).toEqual([]);
  expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  const silent = checks.filter(
    ({ verdict, nextStep }) => verdict === 'cannot tell' && nextStep === null,
  );
  expect(silent).toEqual([]);
});

it('quotes what a plan says of a group that is assigned first', () => {
  const posted = readFileSync(
    'test/scenarios/a-group-assigned-provisioned-granted/expected/plan.md',
    'utf8',
  );
  const first = /### In Entra ID first[^]*?on demand/.exec(posted)?.[0] ?? 'nothing';
  const quoted = readPage(page).replaceAll(/^> ?/gm, '');
  expect(quoted).toContain(first.replace('Fraud-Analysts', 'AWS-Payments-OnCall'));
});
