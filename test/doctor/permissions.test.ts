import { describe, expect, it } from 'vitest';
import type { Checkup } from '../../src/core/doctor/run-checks.ts';
import { documentedAws, documentedGraph } from './documented-permissions.ts';
import { openPlace, type PlaceOptions } from './place.ts';

/** Lets Entra ID try its saved credentials; documented as one to leave out. */
const optional = 'Synchronization.ReadWrite.All';

async function notWell(options: PlaceOptions): Promise<readonly Checkup[]> {
  const { checks } = await (await openPlace(options)).diagnose();
  return checks.filter(({ verdict }) => verdict !== 'pass');
}

function naming(checks: readonly Checkup[], permission: string): string[] {
  return checks.filter(({ missing }) => missing.includes(permission)).map(({ id }) => id);
}

const without = (all: ReadonlyMap<string, unknown>, one: string): string[] =>
  [...all.keys()].filter((other) => other !== one);

describe('with the permissions that docs/doctor.md documents', () => {
  it('everything can be told but whether the saved credentials work', async () => {
    expect(await notWell({})).toMatchObject([
      { id: 'provisioning-credentials', verdict: 'cannot tell', missing: [optional] },
    ]);
  });

  it('and with the one more that it names, that too', async () => {
    expect(await notWell({ permissions: [...documentedGraph.keys(), optional] })).toEqual([]);
  });

  it.each([...documentedGraph])('without %s the doctor names it', async (permission, checks) => {
    const found = await notWell({ permissions: without(documentedGraph, permission) });
    expect(naming(found, permission).toSorted()).toEqual(checks.toSorted());
    expect(new Set(found.map(({ verdict }) => verdict))).toEqual(new Set(['cannot tell']));
    expect(found.filter(({ nextStep }) => nextStep === null)).toEqual([]);
  });

  it.each([...documentedAws])('without %s the doctor names it', async (action, checks) => {
    const found = await notWell({ actions: without(documentedAws, action) });
    expect(naming(found, action).toSorted()).toEqual(checks.toSorted());
    const others = found.filter(({ id }) => id !== 'role-permissions');
    expect(others.filter(({ verdict }) => verdict !== 'cannot tell')).toEqual([]);
  });

  it('a role of the management account is warned that runs are slower without one more', async () => {
    const action = 'sso:ListAccountAssignmentsForPrincipal';
    const account = 'management';
    const actions = [...documentedAws.keys()];
    const place = await openPlace({ account, actions });
    expect(await place.check('role-permissions')).toMatchObject({
      verdict: 'warn',
      nextStep: `allow ${action} to the role of plan, drift and apply`,
      missing: [action],
    });
    const allowed = await openPlace({ account, actions: [...actions, action] });
    expect(await allowed.check('role-permissions')).toMatchObject({ verdict: 'pass', missing: [] });
  });

  it.each(['denied', 'invalid', 'allowed'] as const)(
    'a delegated administrator is not: AWS lists by principal as %s',
    async (principalListingForDelegate) => {
      const place = await openPlace();
      place.aws.knobs.behaviour.principalListingForDelegate = principalListingForDelegate;
      const found = await place.check('role-permissions');
      expect(found).toMatchObject({ verdict: 'pass', missing: [] });
      expect(found.evidence.join(' ')).toContain('management account alone');
    },
  );

  it('and attributes for access control need one more, where files declare them', async () => {
    const action = 'sso:DescribeInstanceAccessControlAttributeConfiguration';
    const settings =
      "settings:\n  identityCenter: { region: eu-west-1 }\n  accessControlAttributes: { Team: '${path:enterprise.department}' }\n  manage: { owner: platform }\n";
    expect(naming(await notWell({ settings }), action)).toEqual(['role-permissions']);
    const actions = [...documentedAws.keys(), action];
    expect(naming(await notWell({ settings, actions }), action)).toEqual([]);
  });

  it('the doctor changes nothing in AWS and sends Entra nothing but questions', async () => {
    const place = await openPlace({ permissions: [...documentedGraph.keys(), optional] });
    const before = [place.aws.world.dump(), place.entra.world.dump()];
    await place.diagnose();
    expect([place.aws.world.dump(), place.entra.world.dump()]).toEqual(before);
  });
});
