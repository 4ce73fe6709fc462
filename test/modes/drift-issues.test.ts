import { expect, it } from 'vitest';
import { hideInIssues } from '../../src/adapters/node/hide-in-issues.ts';
import type { CommitId } from '../../src/core/model/ids.ts';
import type { Inputs } from '../../src/inputs.ts';
import { tellFailure } from '../../src/modes/drift-issues.ts';
import type { GitHubReader } from '../../src/ports/github.ts';
import type { Issue, IssueReader, IssueWriter } from '../../src/ports/github-issues.ts';

const author = { kind: 'bot', login: 'github-actions' } as const;
const commit = '5d1c0e2a9b8c7d6e5f40312233445566778899aa' as CommitId;

function board() {
  const issues: Issue[] = [];
  const write = (issue: Issue): Promise<Issue> => {
    issues[issue.number - 1] = issue;
    return Promise.resolve(issue);
  };
  const github: IssueReader & IssueWriter = {
    ownIssues: () => Promise.resolve(issues),
    createIssue: (texts) => {
      const number = issues.length + 1;
      return write({
        ...texts,
        number,
        state: 'open',
        author,
        url: `issues/${number}`,
        updatedAt: '',
      });
    },
    updateIssue: (number, change) => {
      const before = issues[number - 1];
      return before === undefined
        ? Promise.reject(new Error('none'))
        : write({ ...before, ...change });
    },
  };
  const hide = (text: string): string => text.replaceAll('a-secret', '***');
  const reader = { viewer: () => Promise.resolve(author) } as GitHubReader;
  return { issues, gitHub: { reader, issues: hideInIssues(github, { hide }) } };
}

function run(mode: Inputs['mode'], branch: string | null) {
  const isDefaultBranch = branch === 'main';
  const context = { kind: 'dispatch', commit, branch, isDefaultBranch } as const;
  return { mode, context, config: 'access', github: null } as Inputs;
}

const bug = (): Error =>
  new TypeError('x is not a function', { cause: new Error('with a-secret') });

it('raises an issue of a bug too, once, and shows no secret in it', async () => {
  const { issues, gitHub } = board();
  const { signal } = new AbortController();
  const ports = { gitHub, signal };
  expect(await tellFailure(run('drift', 'main'), ports, bug())).toBe('issues/1');
  expect(issues).toHaveLength(1);
  expect(issues[0]?.body).toContain('x is not a function');
  expect(issues[0]?.body).toContain('***');
  expect(issues[0]?.body).not.toContain('a-secret');
  const before = issues[0];
  expect(await tellFailure(run('drift', 'main'), ports, bug())).toBe('issues/1');
  expect(issues).toEqual([before]);
});

it.each([
  ['of another mode', run('plan', 'main'), false],
  ['of another branch', run('drift', 'try-it'), false],
  ['that somebody cancelled', run('drift', 'main'), true],
] as const)('raises none for a run %s', async (_, inputs, isCancelled) => {
  const { issues, gitHub } = board();
  const controller = new AbortController();
  if (isCancelled) controller.abort();
  expect(await tellFailure(inputs, { gitHub, signal: controller.signal }, bug())).toBeNull();
  expect(issues).toEqual([]);
});
