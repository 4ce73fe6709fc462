import { expect, it } from 'vitest';
import { marker } from '../../src/core/approval/markers.ts';
import type { InstanceArn } from '../../src/core/model/ids.ts';
import { type IssueWish, publishIssue } from '../../src/effects/publish-issue.ts';
import type { Actor, GitHubReader } from '../../src/ports/github.ts';
import type { Issue, IssueReader, IssueWriter } from '../../src/ports/github-issues.ts';
import { PortError } from '../../src/ports/port-error.ts';

const key = {
  instance: 'arn:aws:sso:::instance/ssoins-0123456789abcdef' as InstanceArn,
  owner: 'platform',
  directory: 'access',
};
const first = marker('drift', key);
const bot: Actor = { kind: 'bot', login: 'github-actions' };

/** Issues of one repository, with GitHub's ways of losing answers and texts. */
class Board implements IssueReader, IssueWriter {
  readonly issues: Issue[] = [];
  losesAnswers = false;
  keepsOldTexts = false;

  add(body: string, author: Actor = bot, state: Issue['state'] = 'open'): Issue {
    const number = this.issues.length + 1;
    const url = `https://github.com/acme/access/issues/${number}`;
    const issue = { number, title: 'Drift', body, state, author, url, updatedAt: '' };
    this.issues.push(issue);
    return issue;
  }

  ownIssues(): Promise<readonly Issue[]> {
    return Promise.resolve(this.issues.toReversed());
  }

  createIssue({ body }: { readonly body: string }): Promise<Issue> {
    const issue = this.add(body);
    if (!this.losesAnswers) return Promise.resolve(issue);
    return Promise.reject(new PortError('answer-lost', 'POST /issues', 'reset'));
  }

  updateIssue(
    number: number,
    change: { readonly title?: string; readonly body?: string; readonly state?: Issue['state'] },
  ): Promise<Issue> {
    const index = number - 1;
    const before = this.issues[index];
    if (before === undefined) throw new Error(`no issue ${number}`);
    const body = this.keepsOldTexts ? before.body : (change.body ?? before.body);
    const after = { ...before, ...change, body };
    this.issues[index] = after;
    return Promise.resolve(after);
  }

  states(): string[] {
    return this.issues.map(({ state }) => state);
  }
}

function publish(issues: Board, wish: IssueWish) {
  const github = { viewer: () => Promise.resolve(bot) } as GitHubReader;
  return publishIssue({ github, issues }, 'drift', key, () => wish);
}

const open = (text: string): IssueWish => ({
  kind: 'open',
  title: 'Drift',
  body: `${first}\n${text}`,
});

it('opens one, and rewrites it where it stands', async () => {
  const board = new Board();
  const { url } = await publish(board, open('one'));
  expect(await publish(board, open('two'))).toEqual({ url, isAsWritten: true });
  expect(board.issues.map(({ body }) => body)).toEqual([`${first}\ntwo`]);
});

it('takes nobody else’s for its own, and none that only mentions the marker', async () => {
  const board = new Board();
  board.add(`${first}\nall is well`, { kind: 'user', login: 'mallory' });
  board.add(`What is this?\n${first}`);
  await publish(board, open('one'));
  expect(board.issues).toHaveLength(3);
  expect(board.states()).toEqual(['open', 'open', 'open']);
  expect(board.issues[0]?.body).toContain('all is well');
});

it('keeps the oldest of several, and closes the others', async () => {
  const board = new Board();
  for (const text of ['a', 'b', 'c']) board.add(`${first}\n${text}`);
  await publish(board, open('one'));
  expect(board.states()).toEqual(['open', 'closed', 'closed']);
  expect(board.issues[0]?.body).toBe(`${first}\none`);
});

it('opens the closed one again in place of a new one, and closes nothing where there is none', async () => {
  const board = new Board();
  expect(await publish(board, { kind: 'closed', body: 'x' })).toMatchObject({ url: null });
  board.add(`${first}\nold`, bot, 'closed');
  await publish(board, open('one'));
  expect(board.states()).toEqual(['open']);
  await publish(board, { kind: 'closed', body: `${first}\none\n**Closed**` });
  expect(board.states()).toEqual(['closed']);
});

it('makes no second one where the answer to the first was lost', async () => {
  const board = new Board();
  board.losesAnswers = true;
  const { url } = await publish(board, open('one'));
  expect(url).toBe(board.issues[0]?.url);
  expect(board.issues).toHaveLength(1);
});

it('says where GitHub kept the old text', async () => {
  const board = new Board();
  await publish(board, open('one'));
  board.keepsOldTexts = true;
  expect(await publish(board, open('two'))).toMatchObject({ isAsWritten: false });
});
