import { expect, test } from 'vitest';
import { openStory } from '../harness/open-story.ts';
import { ended, type Job, runJob } from '../harness/run-job.ts';
import type { Story } from '../harness/story.ts';

function ask(story: Story, inputs: Readonly<Record<string, string>>): Promise<Job> {
  const event = story.repository.events.workflowDispatch({ actor: 'rosa', inputs });
  return runJob(story.stage, story.repository, 'explain', event, { inputs });
}

/** Asks one question after the other, and keeps what each was answered. */
async function answers(
  story: Story,
  questions: Readonly<Record<string, Readonly<Record<string, string>>>>,
) {
  const told: string[] = [];
  const logs: string[] = [];
  for (const [title, inputs] of Object.entries(questions)) {
    const job = await ask(story, inputs);
    ended(job, 'clean');
    expect(job.exitCode).toBe(0);
    // The log of a job is for everybody who may read the repository.
    expect(job.log).not.toContain('@fernhill.example');
    told.push(`# ${title}\n\n${job.summary}\n`);
    logs.push(`# ${title}\n\n${job.log}`);
  }
  return { told: told.join('\n'), logs: logs.join('\n') };
}

test('each link of the chain is told, and where it breaks the one thing to do', async () => {
  const story = await openStory(import.meta.dirname);
  story.console((aws) => {
    aws.consoleGrant({ user: 'ada@fernhill.example' }, 'Console-Made', 'payments-prod');
    aws.consoleGrant({ group: 'Break-Glass' }, 'Reader', 'payments-dev');
    aws.consoleRevoke({ group: 'Payments' }, 'Developer', 'payments-prod');
  });
  const before = story.live();
  const [ada, dev] = ['ada@fernhill.example', { 'permission-set': 'Developer' }];
  const all = await answers(story, {
    'somebody who has it by a rule': { principal: ada, account: 'payments-dev', ...dev },
    'all that somebody has in an account': { principal: ada, account: 'payments-dev' },
    'a grant that somebody took away in the console': {
      principal: ada,
      account: '100000000003',
      ...dev,
    },
    'what nobody declares': { principal: ada, account: 'payments-prod' },
    'an account that the except takes out': { principal: ada, account: 'payments-legacy', ...dev },
    'a rule whose time is over': {
      principal: ada,
      account: 'payments-legacy',
      'permission-set': 'Reader',
    },
    'somebody who is in none of the groups': {
      principal: 'ines@fernhill.example',
      account: 'payments-dev',
      ...dev,
    },
    'somebody whom Entra has not brought yet': {
      principal: 'new@fernhill.example',
      account: 'payments-dev',
      ...dev,
    },
    'a group that is not in AWS': { principal: 'Night-Shift', account: 'payments-prod' },
    'a group that has it': { principal: 'Auditors', account: 'payments-legacy' },
    'a suspended account': { principal: ada, account: 'old-shop', ...dev },
    'a rule': { rule: 'access/payments.yaml:15' },
    'a line between rules': { rule: 'access/payments.yaml:10' },
  });
  // With the permission that shows names, Entra can say more of people whom AWS does not have.
  story.entra((tenant) => {
    tenant.grantPermissions('plan', 'User.Read.All');
  });
  const more = await answers(story, {
    'somebody whom Entra has not brought yet, where it shows names': {
      principal: 'new@fernhill.example',
      account: 'payments-dev',
      ...dev,
    },
    'somebody in a group inside of a group': {
      principal: 'cleo@fernhill.example',
      account: 'payments-dev',
      ...dev,
    },
  });
  const denied = { kind: 'access-denied' } as const;
  story.stage.aws.faults.add({ operation: 'ListAccountAssignments', effect: denied });
  const unread = await answers(story, {
    'while AWS lets nobody see who holds what': { principal: ada, account: 'payments-dev', ...dev },
  });
  story.stage.aws.faults.clear();
  story.tenant.faults.add({ path: '/oauth2/v2.0/token', effect: { kind: 'status', status: 503 } });
  const alone = await answers(story, {
    'while Entra cannot be asked': { principal: ada, account: 'payments-dev', ...dev },
  });
  story.expectFiles({
    'answers.md': `${all.told}\n${more.told}\n${unread.told}\n${alone.told.replaceAll(/localhost:\d+/g, 'graph')}`,
    'log.txt': all.logs,
  });
  expect(story.changesSince(before)).toBe('nothing changed\n');
  expect(story.stage.aws.log.invalid()).toEqual([]);
  story.ended = true;
}, 60_000);

test('what is misspelt is asked back, with the nearest name', async () => {
  const story = await openStory(import.meta.dirname);
  const help = async (inputs: Readonly<Record<string, string>>): Promise<unknown> => {
    const { diagnostics, exitCode } = await ask(story, inputs);
    expect(exitCode).toBe(1);
    return diagnostics.map((each) => `${each.headline}: ${each.help}`);
  };
  const account = 'payments-dev';
  expect(await help({ principal: 'Paymets', account })).toEqual([
    'the identity store has no group and no user "Paymets": did you mean "Payments"?',
  ]);
  expect(await help({ principal: 'Payments', account: 'payment-dev' })).toEqual([
    'account "payment-dev" is not in the organization: did you mean "payments-dev"?',
  ]);
  expect(await help({ principal: 'Payments', account, 'permission-set': 'Develoer' })).toEqual([
    'no file declares permission set "Develoer", and the account has no role of it: did you mean "Developer"?',
  ]);
  expect(await help({ principal: 'Paymets', account: 'payment-dev' })).toHaveLength(2);
  expect(await help({ rule: 'access/paymets.yaml:3' })).toEqual([
    'access/paymets.yaml is no mapping file of access: did you mean access/payments.yaml?',
  ]);
  // What AWS has under the name may hold what Entra's own group of that name does not.
  const foreign = { externalId: '99999999-9999-4999-8999-999999999999' };
  story.console((aws) => aws.addGroup('Night-Shift', foreign));
  const [twice] = story.stage.aws.world.dump().groups.filter(({ name }) => name === 'Night-Shift');
  const asked = await help({ principal: 'Night-Shift', account });
  expect(asked).toEqual([
    expect.stringContaining(
      `another group has that name in AWS: ask about id:${twice?.id}, the one in AWS, or about entra:`,
    ),
  ]);
  story.ended = true;
});

test('nobody is named in a public repository', async () => {
  const story = await openStory(import.meta.dirname, { isPublicRepository: true });
  const job = await ask(story, { principal: 'ada@fernhill.example', account: 'payments-dev' });
  ended(job, 'clean');
  expect(job.summary).toContain('this person has Developer');
  expect(`${job.summary}${job.log}`).not.toContain('ada@');
  story.ended = true;
});
