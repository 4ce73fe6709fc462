import { hasMarker, type MarkerKey, type MarkerKind } from '../core/approval/markers.ts';
import type { GitHubReader } from '../ports/github.ts';
import type { Issue, IssueReader, IssueWriter } from '../ports/github-issues.ts';
import { PortError } from '../ports/port-error.ts';
import { isSameActor } from './same-actor.ts';

export interface IssuePorts {
  readonly github: GitHubReader;
  readonly issues: IssueReader & IssueWriter;
}

/** What is to become of the one issue of its kind. */
export type IssueWish =
  /** It stays as it is, also where there is none. */
  | { readonly kind: 'leave' }
  /** Open, with this text. */
  | { readonly kind: 'open'; readonly title: string; readonly body: string }
  /** Closed, with this text; nothing where there is none. */
  | { readonly kind: 'closed'; readonly body: string };

export interface PublishedIssue {
  /** Null where there is none. */
  readonly url: string | null;
  /** False where GitHub answered that it took the text, and kept the old one. */
  readonly isAsWritten: boolean;
}

/**
 * Keeps the one issue of its kind: found by its marker and its author among issues of any state, opened,
 * rewritten, closed or reopened as `decide` wishes from what it says. Of several the oldest is kept and
 * the others are closed. Rejects with PortError.
 */
export async function publishIssue(
  ports: IssuePorts,
  kind: MarkerKind,
  key: MarkerKey,
  decide: (present: Issue | null) => IssueWish,
): Promise<PublishedIssue> {
  const [present = null, ...surplus] = await ownIssues(ports, kind, key);
  for (const { number, state } of surplus) {
    if (state === 'open') await ports.issues.updateIssue(number, { state: 'closed' });
  }
  const wish = decide(present);
  switch (wish.kind) {
    case 'leave':
      return { url: present?.url ?? null, isAsWritten: true };
    case 'open': {
      const { title, body } = wish;
      if (present === null) {
        return asWritten(await create(ports, kind, key, { title, body }), body);
      }
      return change(ports, present, { title, body, state: 'open' });
    }
    case 'closed':
      return present === null
        ? { url: null, isAsWritten: true }
        : change(ports, present, { title: present.title, body: wish.body, state: 'closed' });
    default:
      return wish satisfies never;
  }
}

async function change(
  { issues }: IssuePorts,
  present: Issue,
  wanted: Pick<Issue, 'title' | 'body' | 'state'>,
): Promise<PublishedIssue> {
  const different = {
    ...(wanted.title !== present.title && { title: wanted.title }),
    ...(!isSameText(wanted.body, present.body) && { body: wanted.body }),
    ...(wanted.state !== present.state && { state: wanted.state }),
  };
  if (Object.keys(different).length === 0) return { url: present.url, isAsWritten: true };
  return asWritten(await issues.updateIssue(present.number, different), wanted.body);
}

/** GitHub has been seen to answer 200 and keep the old text. */
function asWritten({ url, body }: Issue, wanted: string): PublishedIssue {
  return { url, isAsWritten: isSameText(body, wanted) };
}

/** Oldest first. Another's copy of the marker is not ours. */
async function ownIssues(
  { github, issues }: IssuePorts,
  kind: MarkerKind,
  key: MarkerKey,
): Promise<readonly Issue[]> {
  const [viewer, all] = await Promise.all([github.viewer(), issues.ownIssues()]);
  return all
    .filter(({ author, body }) => isSameActor(author, viewer) && hasMarker(body, kind, key))
    .toSorted((a, b) => a.number - b.number);
}

async function create(
  ports: IssuePorts,
  kind: MarkerKind,
  key: MarkerKey,
  issue: { readonly title: string; readonly body: string },
): Promise<Issue> {
  try {
    return await ports.issues.createIssue(issue);
  } catch (error) {
    if (!(error instanceof PortError) || error.kind !== 'answer-lost') throw error;
    const [written] = await ownIssues(ports, kind, key);
    return written ?? (await ports.issues.createIssue(issue));
  }
}

/** The address of a run is no news, and GitHub may change line ends. */
function isSameText(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(body: string): string {
  return body
    .replaceAll('\r\n', '\n')
    .replace(/\/actions\/runs\/\d+/g, '/actions/runs/')
    .trimEnd();
}
