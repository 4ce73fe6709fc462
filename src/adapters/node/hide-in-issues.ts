import type { Issue, IssueReader, IssueWriter } from '../../ports/github-issues.ts';
import type { KnownSecrets } from './known-secrets.ts';

/** What was written counts as what was asked for, so that nobody takes it for an issue that GitHub kept. */
export function hideInIssues(
  board: IssueReader & IssueWriter,
  secrets: Pick<KnownSecrets, 'hide'>,
): IssueReader & IssueWriter {
  const hidden = <T extends { readonly title?: string; readonly body?: string }>(texts: T): T => ({
    ...texts,
    ...(texts.title !== undefined && { title: secrets.hide(texts.title) }),
    ...(texts.body !== undefined && { body: secrets.hide(texts.body) }),
  });
  const asAsked = (written: Issue, body: string | undefined): Issue =>
    body !== undefined && written.body === secrets.hide(body) ? { ...written, body } : written;
  return {
    ownIssues: () => board.ownIssues(),
    createIssue: async (issue) => asAsked(await board.createIssue(hidden(issue)), issue.body),
    updateIssue: async (number, change) =>
      asAsked(await board.updateIssue(number, hidden(change)), change.body),
  };
}
