import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Comment, CommentWriter, StatusWriter } from '../../ports/github.ts';
import type { Journal } from '../../ports/journal.ts';
import type { RunOutput } from '../../ports/run-output.ts';
import type { KnownSecrets } from './known-secrets.ts';

type Hiding = Pick<KnownSecrets, 'hide'>;

export function hideInOutput(output: RunOutput, secrets: Hiding): RunOutput {
  return {
    log: (text) => output.log(secrets.hide(text)),
    document: (text) => output.document?.(secrets.hide(text)),
    annotate: (diagnostics) =>
      output.annotate(diagnostics.map((one) => hideInDiagnostic(one, secrets))),
    writeFiles: (files) => output.writeFiles(hideInEach(files, secrets)),
    writeOutputs: (outputs) => output.writeOutputs(hideInEach(outputs, secrets)),
    writeSummary: (markdown) => output.writeSummary(secrets.hide(markdown)),
  };
}

export function hideInJournal(journal: Journal, secrets: Hiding): Journal {
  return {
    progress: (line, options) => journal.progress(secrets.hide(line), options),
    warn: (line) => journal.warn(secrets.hide(line)),
  };
}

/** What was written counts as what was asked for, so that nobody takes it for a comment that GitHub kept. */
export function hideInComments(writer: CommentWriter, secrets: Hiding): CommentWriter {
  const asAsked = (written: Comment, body: string): Comment =>
    written.body === secrets.hide(body) ? { ...written, body } : written;
  return {
    createComment: async (number, body) =>
      asAsked(await writer.createComment(number, secrets.hide(body)), body),
    updateComment: async (id, body) =>
      asAsked(await writer.updateComment(id, secrets.hide(body)), body),
    deleteComment: (id) => writer.deleteComment(id),
  };
}

export function hideInStatuses(writer: StatusWriter, secrets: Hiding): StatusWriter {
  return {
    setStatus: (commit, status) =>
      writer.setStatus(commit, { ...status, description: secrets.hide(status.description) }),
  };
}

function hideInDiagnostic(diagnostic: Diagnostic, secrets: Hiding): Diagnostic {
  const { headline, why, help } = diagnostic;
  return {
    ...diagnostic,
    headline: secrets.hide(headline),
    why: why === null ? null : secrets.hide(why),
    help: help === null ? null : secrets.hide(help),
  };
}

function hideInEach<Name extends string>(
  texts: Readonly<Record<Name, string>>,
  secrets: Hiding,
): Readonly<Record<Name, string>> {
  const left: Record<Name, string> = { ...texts };
  for (const name in texts) left[name] = secrets.hide(texts[name]);
  return left;
}
