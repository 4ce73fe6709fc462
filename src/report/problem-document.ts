import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { sourceExcerpt } from './diagnostic-text.ts';
import { danger, type Document, type Entry, headed, indent } from './document.ts';
import { codeBlock, escapeMarkdown } from './escape.ts';
import { lineLink } from './plan-view.ts';
import { count, listWords } from './words.ts';

export interface ProblemLinks {
  /** The commit whose files are spoken of; null where there is none to link to. */
  readonly head: string | null;
  readonly repositoryUrl: string | null;
}

const severityRank = { error: 0, warning: 1, info: 2 } as const;

/** Worst first, then as they were found: by file and line. */
export function worstFirst(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((a, b) => severityRank[a.severity] - severityRank[b.severity]);
}

function problemEntry(diagnostic: Diagnostic, { head, repositoryUrl }: ProblemLinks): Entry {
  const { at, severity, code, headline, why, help } = diagnostic;
  const where = at === null ? '' : ` · ${lineLink(at, head, repositoryUrl)}`;
  const first = `- **${severity}:** ${escapeMarkdown(headline)}${where} · \`${code}\``;
  const advice = [
    ...(why === null ? [] : [`- why: ${escapeMarkdown(why)}`]),
    ...(help === null ? [] : [`- help: ${escapeMarkdown(help)}`]),
  ].join('\n');
  const excerpt = sourceExcerpt(at);
  const source = excerpt.length === 0 ? '' : `\n\n${indent(codeBlock(excerpt, 'text'))}\n`;
  const short = advice === '' ? first : `${first}\n${indent(advice)}`;
  const full = `${first}${source}${advice === '' ? '' : `\n${indent(advice)}`}`;
  return { danger: danger.error + severityRank[severity], forms: [full, short, first] };
}

export function problemDocument(
  title: string,
  verdict: string,
  diagnostics: readonly Diagnostic[],
  links: ProblemLinks,
): Document {
  const entries = worstFirst(diagnostics).map((diagnostic) => problemEntry(diagnostic, links));
  return {
    head: `## ${title}\n\n**${verdict}**`,
    sections: headed('### What is wrong', entries),
    tail: '',
  };
}

/** `2 errors and 1 warning`. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): string {
  const words = (['error', 'warning'] as const).flatMap((severity) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number === 0 ? [] : [count(number, severity)];
  });
  return words.length === 0 ? 'no errors' : listWords(words);
}
