import type { ChangeWriter } from '../../ports/github-changes.ts';
import type { KnownSecrets } from './known-secrets.ts';

/** Nothing secret in the words or files of a pull request, wherever it came from. */
export function hideInChanges(
  writer: ChangeWriter,
  secrets: Pick<KnownSecrets, 'hide'>,
): ChangeWriter {
  return {
    propose: (change) =>
      writer.propose({
        ...change,
        title: secrets.hide(change.title),
        body: secrets.hide(change.body),
        files: new Map(
          Array.from(change.files, ([path, text]) => [
            path,
            text === null ? null : secrets.hide(text),
          ]),
        ),
      }),
    openFor: (branch) => writer.openFor(branch),
    withdraw: (branch, baseBranch) => writer.withdraw(branch, baseBranch),
  };
}
