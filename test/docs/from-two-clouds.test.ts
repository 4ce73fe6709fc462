import { expect, it } from 'vitest';
import { app, healthyApp, openPlace, type PlaceOptions } from '../doctor/place.ts';
import { section, tableRows } from './markdown.ts';

const page = 'docs/from-two-clouds.md';

/** What stands behind "Doctor now" in a part: each check, with the verdict that its cell begins with. */
function toldIn(part: string): ReadonlyMap<string, string> {
  const [, now = ''] = section(page, part).split('\n**Doctor now');
  const rows = tableRows(now).flatMap(([checks = '', says = '']) => {
    const verdict = /^(pass|fail)\b(?! or)/.exec(says)?.[1];
    const ids = /^[a-z-]+(?:, [a-z-]+)*$/.test(checks) ? checks.split(', ') : [];
    return verdict === undefined ? [] : ids.map((id) => [id, verdict] as const);
  });
  return new Map(rows);
}

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
  const told = toldIn(part);
  expect(told.size).toBeGreaterThan(3);
  const { checks } = await (await openPlace(options)).diagnose();
  const verdicts = new Map(checks.map(({ id, verdict }) => [id, verdict]));
  expect([...told].map(([id]) => [id, verdicts.get(id)])).toEqual([...told]);
});

it('says what the doctor says with the permissions of the plan identity', async () => {
  const told = new Map(
    tableRows(section(page, '6. The whole check-up')).map(([id = '', says = '']) => [id, says]),
  );
  const { checks } = await (
    await openPlace({
      organization: { ...pilot, permissionSets: { Developer: {} } },
      enterpriseApps: { [app]: assigned },
      permissions: ['GroupMember.Read.All', 'Application.Read.All', 'Synchronization.Read.All'],
    })
  ).diagnose();
  for (const id of ['role-permissions', 'sign-in', 'oidc-subject']) {
    expect(told.get(id)).toMatch(/^pass\b/);
    expect(checks.find((check) => check.id === id)?.verdict).toBe('pass');
  }
  expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
  const silent = checks.filter(
    ({ verdict, nextStep }) => verdict === 'cannot tell' && nextStep === null,
  );
  expect(silent).toEqual([]);
});
