import type { Json } from '../json.ts';
import { isList, isObject, json } from '../json.ts';
import { slug } from '../world/account.ts';
import type { Account } from '../world/account.ts';
import { editContent } from '../world/content.ts';
import { openIssue, setIssueState } from '../world/issues.ts';
import type { Issue, PullRequest } from '../world/threads.ts';
import { ApiError, invalid, notFound } from './api-error.ts';
import { of, ofThread, ok } from './operation.ts';
import type { Call, Operation } from './operation.ts';
import { paginate } from './paginate.ts';
import { issueResource } from './resources/thread-resources.ts';

type Thread = Issue | PullRequest;

const disabled = (): ApiError => new ApiError(410, 'Issues are disabled for this repo');

function found({ repository, path }: Call): Thread {
  const thread = repository.threads.get(Number(path['issue_number']));
  if (thread === undefined) throw notFound();
  if (thread.kind === 'issue' && !repository.hasIssues) throw disabled();
  return thread;
}

function checkedTitle({ body, world }: Call): string {
  const title = json.text(body['title']);
  if ([...title].length > world.settings.titleCharacters)
    throw invalid('Issue', 'title', 'custom', 'title is too long (maximum is 256 characters)');
  return title;
}

function labelNames(value: Json | undefined): string[] {
  if (!isList(value)) return [];
  return value.map((label: Json) => json.text(isObject(label) ? label['name'] : label));
}

function wroteIt(author: Account, creator: string): boolean {
  return author.login === creator || `app/${slug(author)}` === creator;
}

function listed({ repository, query }: Call): Thread[] {
  const state = query['state'] ?? 'open';
  const labels = (query['labels'] ?? '').split(',').filter((label) => label !== '');
  const since = Date.parse(query['since'] ?? '1970-01-01T00:00:00Z');
  const { creator } = query;
  const key = query['sort'] === 'updated' ? 'updatedAt' : 'createdAt';
  const sign = query['direction'] === 'asc' ? 1 : -1;
  return [...repository.threads.values()]
    .filter((thread) => state === 'all' || thread.state === state)
    .filter((thread) => creator === undefined || wroteIt(thread.author, creator))
    .filter((thread) =>
      labels.every((label) => thread.kind === 'issue' && thread.labels.includes(label)),
    )
    .filter((thread) => thread.updatedAt.getTime() >= since)
    .toSorted((a, b) => sign * (a[key].getTime() - b[key].getTime() || a.number - b.number));
}

function setBody(call: Call, issue: Thread, body: string): void {
  const { world } = call;
  // Seen on GitHub: an over-long body is answered with 200, and the old text stays.
  if ([...body].length > world.settings.commentCharacters) return;
  editContent(issue, {
    body,
    editor: call.viewer(),
    at: world.clock.now(),
    nextId: () => world.nextId(),
  });
}

function update(call: Call, thread: Thread): void {
  const { body, world } = call;
  if (typeof body['title'] === 'string') thread.title = checkedTitle(call);
  if (typeof body['body'] === 'string') setBody(call, thread, body['body']);
  if (thread.kind === 'issue') {
    if (isList(body['labels'])) thread.labels = labelNames(body['labels']);
    const reason = (['completed', 'not_planned', 'reopened'] as const).find(
      (known) => known === body['state_reason'],
    );
    if (body['state'] === 'open' || body['state'] === 'closed')
      setIssueState(call.repository, thread, body['state'], call.viewer(), reason);
  }
  thread.updatedAt = world.clock.now();
}

export const issueOperations: readonly Operation[] = [
  {
    id: 'issues/list-for-repo',
    level: 'read',
    scopes: of('issues'),
    handle: (call) => {
      // With its issues off, a repository's list is gone, pull requests included.
      if (!call.repository.hasIssues) throw disabled();
      return paginate(call, listed(call), (thread) => issueResource(call.repository, thread));
    },
  },
  {
    id: 'issues/get',
    level: 'read',
    scopes: ofThread,
    handle: (call) => ok(issueResource(call.repository, found(call))),
  },
  {
    id: 'issues/create',
    level: 'write',
    scopes: of('issues'),
    handle: (call) => {
      if (!call.repository.hasIssues) throw disabled();
      const text = typeof call.body['body'] === 'string' ? call.body['body'] : '';
      if ([...text].length > call.world.settings.commentCharacters)
        throw invalid('Issue', 'body', 'custom', 'body is too long (maximum is 65536 characters)');
      const issue = openIssue(call.repository, {
        title: checkedTitle(call),
        author: call.viewer(),
        body: text,
        labels: labelNames(call.body['labels']),
      });
      return { status: 201, body: issueResource(call.repository, issue) };
    },
  },
  {
    id: 'issues/update',
    level: 'write',
    scopes: ofThread,
    handle: (call) => {
      const thread = found(call);
      update(call, thread);
      return ok(issueResource(call.repository, thread));
    },
  },
];
