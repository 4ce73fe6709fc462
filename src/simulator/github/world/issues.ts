import type { Account } from './account.ts';
import { nextNumber } from './pull-requests.ts';
import type { Repository } from './repository.ts';
import type { Issue } from './threads.ts';

export interface IssueInput {
  readonly title: string;
  readonly author: Account;
  readonly body?: string;
  readonly labels?: readonly string[];
}

export function openIssue(repository: Repository, input: IssueInput): Issue {
  const at = repository.world.clock.now();
  const issue: Issue = {
    kind: 'issue',
    id: repository.world.nextId(),
    number: nextNumber(repository),
    title: input.title,
    body: input.body ?? '',
    author: input.author,
    createdAt: at,
    updatedAt: at,
    edits: [],
    state: 'open',
    stateReason: null,
    labels: input.labels ?? [],
    assignees: [],
  };
  repository.threads.set(issue.number, issue);
  return issue;
}

export function setIssueState(
  repository: Repository,
  issue: Issue,
  state: Issue['state'],
  by: Account,
  reason?: Issue['stateReason'],
): void {
  if (issue.state === state) return;
  issue.state = state;
  issue.stateReason = reason ?? (state === 'closed' ? 'completed' : 'reopened');
  if (state === 'closed') {
    issue.closedAt = repository.world.clock.now();
    issue.closedBy = by;
  } else {
    delete issue.closedAt;
    delete issue.closedBy;
  }
}
