import { expect, test } from 'vitest';
import type { LiveAssignment } from '../../../src/core/model/assignment.ts';
import type { AssignmentOutcome } from '../../../src/ports/identity-center-write.ts';
import { type Connected, type ConnectOptions, connect, seed } from './support/connect.ts';
import { matching } from './support/matching.ts';

const names = Array.from({ length: 30 }, (_, index) => `team-${index}`);
const teams = {
  ...seed,
  accounts: [...seed.accounts, ...names.map((name) => ({ name, ou: '/Teams' }))],
};
const operation = 'CreateAccountAssignment';
const listing = 'ListAccountAssignmentCreationStatus';

function grant(on: Connected, group: string, set: string, account: string): LiveAssignment {
  return {
    accountId: on.accountId(account),
    permissionSetArn: on.setArn(set),
    principalType: 'GROUP',
    principalId: on.groupId(group),
  };
}

async function grantTwiceEverywhere(options: Partial<ConnectOptions> = {}) {
  const on = await connect({ seed: teams, throttled: true, scale: 20, ...options });
  const asked = names.flatMap((account) => [
    grant(on, 'Auditors', 'Admin', account),
    grant(on, 'Developers', 'Developer', account),
  ]);
  const outcomes = await Promise.all(
    asked.map((assignment) => on.writers.identityCenter.createAssignment(on.instance, assignment)),
  );
  return { on, ends: await Promise.all(outcomes.map(endOf)) };
}

async function endOf(outcome: AssignmentOutcome): Promise<string> {
  return outcome.status === 'ended' ? (await outcome.tell()).status : outcome.status;
}

const refused: unknown = expect.objectContaining({
  message: matching(/too many requests processing|conflicting/),
});

test('keeps 15 outstanding and one an account, and polls with one list for all', async () => {
  const { on, ends } = await grantTwiceEverywhere();
  expect(new Set(ends)).toEqual(new Set(['succeeded']));
  const sent = on.aws.log.of(operation);
  expect(sent.map(({ outcome }) => outcome)).not.toContainEqual(refused);
  for (const name of names) {
    const account = on.accountId(name);
    const [first, second] = sent.filter(({ input }) => JSON.stringify(input).includes(account));
    const done = on.aws.history().find((change) => change.accountId === account);
    const [begun, granted, next] = [first, done, second].map((one) => Date.parse(one?.at ?? ''));
    expect(granted).toBeGreaterThan(begun ?? Number.NaN);
    expect(next).toBeGreaterThan(granted ?? Number.NaN);
  }
  expect(on.aws.log.of(listing).length).toBeLessThan(60);
});

test('where the list is refused, each request is asked for, within the rate', async () => {
  const caller = { role: 'Apply', deny: [`sso:${listing}`] };
  const { on, ends } = await grantTwiceEverywhere({ callers: { AKIAADMINISTRATOR: caller } });
  expect(new Set(ends)).toEqual(new Set(['succeeded']));
  expect(on.aws.log.of(listing)).toHaveLength(1);
  expect(on.aws.log.throttles()).toEqual([]);
});

test('tells how a request ended that a list only showed to be over', async () => {
  const reason = 'Received a 500 status error: no.';
  const { ends } = await grantTwiceEverywhere({
    faults: [{ operation, calls: { nth: [5, 40] }, effect: { kind: 'async-failed', reason } }],
  });
  expect(ends.filter((end) => end === 'failed')).toHaveLength(2);
});

test('keeps 3 provisionings', async () => {
  const on = await connect({
    seed: { ...teams, assignments: [{ group: 'Admins', permissionSet: 'Admin', account: names }] },
    scale: 20,
  });
  on.aws.world.consoleEditPolicy('Admin', { managedPolicies: ['ReadOnlyAccess'] });
  const outcomes = await Promise.all(
    names.map((name) =>
      on.writers.identityCenter.provision(on.instance, on.setArn('Admin'), on.accountId(name)),
    ),
  );
  expect(outcomes.every(({ status }) => status === 'succeeded')).toBe(true);
  expect(on.aws.log.throttles()).toEqual([]);
});
