import { expect, it } from 'vitest';
import { createIssueBoard } from '../../../src/adapters/github/issue-board.ts';
import { Fixture } from './fixture.ts';

it('reads the issues of this token’s identity, of any state, on all pages, and no pull request', async () => {
  await using fixture = await Fixture.start({ contentWritesPerMinute: 1000 });
  const { repository } = fixture;
  fixture.pull();
  repository.openIssue({ title: 'Drift', author: 'mona' });
  const board = createIssueBoard(fixture.options());
  for (let number = 0; number < 103; number += 1) {
    await board.createIssue({ title: `Drift ${number}`, body: 'found' });
  }
  const { number } = await board.createIssue({ title: 'The last', body: '' });
  await board.updateIssue(number, { state: 'closed' });
  const own = await board.ownIssues();
  expect(own).toHaveLength(104);
  expect(own.find((issue) => issue.number === number)).toMatchObject({
    title: 'The last',
    body: '',
    state: 'closed',
    author: { kind: 'bot', login: 'github-actions' },
  });
  expect(own.every(({ title }) => title !== 'Drift')).toBe(true);
});

it('closes as completed and opens again, and changes no more than was asked', async () => {
  await using fixture = await Fixture.start();
  const { repository } = fixture;
  const board = createIssueBoard(fixture.options());
  const { number } = await board.createIssue({ title: 'Drift', body: 'found' });
  const issue = () => repository.issues().find((one) => one.number === number);
  await board.updateIssue(number, { state: 'closed', body: 'gone' });
  expect(issue()).toMatchObject({
    title: 'Drift',
    body: 'gone',
    state: 'closed',
    stateReason: 'completed',
  });
  await board.updateIssue(number, { state: 'open' });
  expect(issue()).toMatchObject({ body: 'gone', state: 'open', stateReason: 'reopened' });
});

it('names the permission that lacks, and what a repository without issues says', async () => {
  await using fixture = await Fixture.start();
  const { repository, simulator } = fixture;
  const token = simulator.jobToken(repository, { issues: 'read' });
  const reading = createIssueBoard(fixture.options({ token }));
  expect(await reading.ownIssues()).toEqual([]);
  await expect(reading.createIssue({ title: 'Drift', body: '' })).rejects.toMatchObject({
    kind: 'access-denied',
    help: expect.stringContaining('issues: write') as string,
  });
  repository.state.hasIssues = false;
  await expect(reading.ownIssues()).rejects.toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('Issues are disabled') as string,
  });
});
