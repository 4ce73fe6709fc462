import * as fc from 'fast-check';
import type { Account, OrganizationalUnit } from '../../../src/core/model/account.ts';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import { type AccountId, isAccountId, isPermissionSetArn } from '../../../src/core/model/ids.ts';
import { sortedBy } from '../../../src/core/model/order.ts';
import { type LivePermissionSet, OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { instance, plain, snapshotOf } from '../../core/support/live.ts';
import { hostileName } from '../../core/mapping/write/hostile-names.ts';

/** Who holds an assignment: one of the groups or users by number, or somebody who is gone. */
type Holder =
  | { readonly kind: 'GROUP' | 'USER'; readonly at: number }
  | { readonly kind: 'gone'; readonly at: number };

/**
 * Names that meet, units in units, accounts of every state, tags, sets of others and of Control
 * Tower, users, and assignments of those who are gone, as a whole reading would show them.
 */
export const liveCase: fc.Arbitrary<Snapshot> = fc
  .record({
    units: fc.array(
      fc.record({
        name: fc.oneof(fc.constantFrom('Dev', 'Prod', 'a/b', 'x*', ' '), hostileName),
        parent: fc.nat(9),
      }),
      { maxLength: 6 },
    ),
    accounts: fc.array(
      fc.record({
        name: fc.oneof({ weight: 3, arbitrary: fc.stringMatching(/^[a-c]-[1-9]$/) }, hostileName),
        unit: fc.nat(9),
        state: fc.constantFrom<Account['state']>(
          'ACTIVE',
          'ACTIVE',
          'ACTIVE',
          'ACTIVE',
          'SUSPENDED',
        ),
        tags: fc.dictionary(
          fc.constantFrom('stage', 'a=b', 'aws:x'),
          fc.constantFrom('dev', 'prod', 'p*', ''),
          { maxKeys: 2 },
        ),
      }),
      { minLength: 1, maxLength: 16 },
    ),
    groups: fc.array(
      fc.oneof(fc.constantFrom('Ops', 'OPS', 'Dev', 'AWSAccountFactory'), hostileName),
      { minLength: 1, maxLength: 6 },
    ),
    users: fc.array(fc.oneof(fc.constantFrom('ada', 'Ada'), hostileName), {
      minLength: 1,
      maxLength: 3,
    }),
    sets: fc.uniqueArray(
      fc.record({
        name: fc.oneof(
          fc.constantFrom(
            'Admin',
            'admin',
            'ReadOnly',
            'null',
            '1e3',
            '__proto__',
            'AWSReadOnlyAccess',
          ),
          fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,8}$/),
        ),
        owner: fc.constantFrom(null, null, null, 'platform', 'other'),
        description: fc.constantFrom(null, 'Text', ' # text\n', 'nel\u0085', 'a: b'),
        hours: fc.constantFrom(1, 1, 4, 4, 12),
        policy: fc.constantFrom(
          null,
          'not json',
          canonicalPolicy({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
          }),
        ),
        tags: fc.dictionary(fc.constantFrom('team', 'source'), fc.constantFrom('a', '', '1'), {
          maxKeys: 2,
        }),
      }),
      { selector: ({ name }) => name, minLength: 1, maxLength: 5 },
    ),
    /** Wide grants make what units and tags can say; single ones make exceptions. */
    wide: fc.array(
      fc.record({
        holder: holder(),
        set: fc.nat(4),
        without: fc.array(fc.nat(15), { maxLength: 2 }),
        unit: fc.option(fc.nat(9)),
      }),
      { maxLength: 6 },
    ),
    single: fc.array(fc.record({ holder: holder(), set: fc.nat(4), account: fc.nat(15) }), {
      maxLength: 10,
    }),
    applications: fc.array(
      fc.record({
        name: fc.oneof(fc.constantFrom('Grafana', 'Wiki', 'Wiki'), hostileName),
        holders: fc.array(holder(), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    ),
    management: fc.nat(15),
    delegated: fc.boolean(),
  })
  .map((drawn): Snapshot => {
    const units = unitsOf(drawn.units);
    const accounts = drawn.accounts.map((one, at): Account => {
      const unit = nth(units, one.unit);
      return {
        id: accountIdOf(at),
        name: one.name,
        state: one.state,
        ouIds: unit.ids,
        joinedAt: null,
        tags: one.tags,
      };
    });
    const managementAt = drawn.management % accounts.length;
    const management = accounts[managementAt];
    if (management === undefined) throw new Error('nobody manages');
    accounts[managementAt] = { ...management, state: 'ACTIVE', ouIds: units[0]?.ids ?? [] };
    const groups = drawn.groups.map((displayName, at) => ({
      id: uuid(1, at),
      displayName,
      externalIds: [],
    }));
    const users = drawn.users.map((userName, at) => ({
      id: uuid(2, at),
      userName,
      externalIds: [],
    }));
    const sets = drawn.sets.map((one, at): LivePermissionSet => ({
      arn: arnOf(at),
      name: one.name,
      content: {
        ...plain,
        description: one.description,
        sessionDuration: one.hours * 3_600,
        inlinePolicy: one.policy,
      },
      tags: { ...one.tags, ...(one.owner === null ? {} : { [OWNERSHIP_TAG]: one.owner }) },
    }));
    const rows = new Map<string, LiveAssignment>();
    const gone = new Set<string>();
    const idOf = (who: Holder): Pick<LiveAssignment, 'principalType' | 'principalId'> => {
      if (who.kind === 'GROUP')
        return { principalType: 'GROUP', principalId: nth(groups, who.at).id };
      if (who.kind === 'USER') return { principalType: 'USER', principalId: nth(users, who.at).id };
      const principalId = uuid(3, who.at);
      gone.add(principalId);
      return { principalType: who.at % 3 === 0 ? 'USER' : 'GROUP', principalId };
    };
    const grant = (who: Holder, set: number, account: Account | undefined): void => {
      if (account === undefined) return;
      const { principalType, principalId } = idOf(who);
      const permissionSetArn = nth(sets, set).arn;
      rows.set(`${permissionSetArn} ${account.id} ${principalType} ${principalId}`, {
        accountId: account.id,
        permissionSetArn,
        principalType,
        principalId,
      });
    };
    for (const { holder: who, set, without, unit } of drawn.wide) {
      const inside = unit === null ? null : nth(units, unit).id;
      accounts.forEach((account, at) => {
        if (without.includes(at)) return;
        if (inside === null || account.ouIds.includes(inside)) grant(who, set, account);
      });
    }
    for (const { holder: who, set, account } of drawn.single) grant(who, set, accounts[account]);
    const assignments = sortedBy(rows, ([key]) => key).map(([, row]) => row);
    const applications = drawn.applications.map(({ name, holders }, at) => ({
      arn: `arn:aws:sso::100000000000:application/ssoins-0123456789abcdef/apl-${String(at).padStart(16, '0')}`,
      name,
      held: [...new Map(holders.map((who) => [JSON.stringify(idOf(who)), idOf(who)])).values()],
    }));
    const pairs = new Map(
      assignments.map(({ permissionSetArn, accountId }) => [
        `${permissionSetArn} ${accountId}`,
        { permissionSetArn, accountId, stale: false },
      ]),
    );
    return {
      ...snapshotOf({}),
      managementAccountId: management.id,
      delegated: drawn.delegated,
      accounts,
      organizationalUnits: units,
      groups,
      users,
      permissionSets: sets,
      provisioned: [...pairs.values()],
      assignments,
      gonePrincipalIds: [...gone],
      applications: {
        applications: applications.map(({ arn, name }) => ({
          arn,
          name,
          accountId: null,
          provider: null,
          status: 'ENABLED',
        })),
        read: applications.map(({ arn }) => arn),
        assignments: applications.flatMap(({ arn: applicationArn, held }) =>
          held.map((one) => ({ applicationArn, ...one })),
        ),
        open: [],
        openUnknown: [],
      },
    };
  });

function holder(): fc.Arbitrary<Holder> {
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('GROUP' as const), at: fc.nat(5) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('USER' as const), at: fc.nat(2) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('gone' as const), at: fc.nat(3) }) },
  );
}

/** Round the list, so that every number means one. */
function nth<T>(items: readonly T[], at: number): T {
  const found = items[at % items.length];
  if (found === undefined) throw new Error('an empty list');
  return found;
}

function unitsOf(
  drawn: readonly { readonly name: string; readonly parent: number }[],
): OrganizationalUnit[] {
  const units: OrganizationalUnit[] = [{ id: 'r-ab12', name: 'Root', path: '/', ids: ['r-ab12'] }];
  drawn.forEach(({ name, parent }, at) => {
    const above = nth(units, parent);
    const id = `ou-ab12-${String(at).padStart(8, '0')}`;
    units.push({
      id,
      name,
      path: `${above.path === '/' ? '' : above.path}/${name}`,
      ids: [...above.ids, id],
    });
  });
  return units;
}

function accountIdOf(at: number): AccountId {
  const id = String(100_000_000_000 + at);
  if (!isAccountId(id)) throw new Error(`no account id: ${id}`);
  return id;
}

function arnOf(at: number): LivePermissionSet['arn'] {
  const arn = `arn:aws:sso:::permissionSet/${instance.slice(instance.indexOf('/') + 1)}/ps-${String(at).padStart(16, '0')}`;
  if (!isPermissionSetArn(arn)) throw new Error(`no permission set's ARN: ${arn}`);
  return arn;
}

function uuid(kind: number, at: number): string {
  return `${kind}0000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
}
