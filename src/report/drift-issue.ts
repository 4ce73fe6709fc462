import { driftCounts } from './drift-counts.ts';
import { driftDocument } from './drift-document.ts';
import { undecidedWords } from './drift-undecided.ts';
import type { DriftView } from './drift-view.ts';
import { codeSpan } from './escape.ts';
import { type Comment, frameComment } from './render-comment.ts';
import { frameSummary } from './render-summary.ts';

export interface IssueFrame {
  /** Hidden line by which the issue is found again. */
  readonly marker: string;
  /** Hidden line of what it says, for the next run. */
  readonly record: string;
  readonly limitBytes?: number;
}

/** GitHub refuses a title of more than 256 characters. */
const TITLE = 240;

/** `Access drift for platform: 2 grants nobody declared, 1 declared grant missing`. */
export function driftTitle({ plan, report }: Pick<DriftView, 'plan' | 'report'>): string {
  const start = `Access drift for ${codeSpan(plan.owner, 60)}`;
  const counts = driftCounts(report);
  const open = undecidedWords(report);
  if (counts.length === 0) return `${start}: ${open ?? 'not looked at in full'}`;
  const end = open === null ? '' : `; ${open}`;
  for (let shown = counts.length; shown > 0; shown -= 1) {
    const more = shown === counts.length ? '' : ' and more';
    const title = `${start}: ${counts.slice(0, shown).join(', ')}${more}${end}`;
    if (title.length <= TITLE) return title;
  }
  return start;
}

/** The drift issue's text, within the limit; whether something was left out or shortened. */
export function renderDriftIssue(view: DriftView, frame: IssueFrame): Comment {
  const document = driftDocument(view);
  return frameComment(document, {
    marker: `${frame.marker}\n${frame.record}`,
    record: null,
    runUrl: view.runUrl,
    ...(frame.limitBytes !== undefined && { limitBytes: frame.limitBytes }),
  });
}

/** The same for the job's summary, where there is more room. */
export function renderDriftWhole(view: DriftView, limitBytes?: number): string {
  return frameSummary(driftDocument(view), limitBytes);
}

const CLOSED = '\n\n---\n**Closed:** ';

/** An issue as it stood, with another record and a last line that says why it is closed. */
export function closedBody(body: string, record: string, why: string): string {
  const [marker = '', ...rest] = body.replaceAll('\r\n', '\n').split('\n');
  const text = rest
    .filter((line) => !line.startsWith('<!-- identity-center-reconciler:drift-record '))
    .join('\n');
  const [told = ''] = text.split(CLOSED);
  return `${marker}\n${record}\n${told.trimEnd()}${CLOSED}${why}\n`;
}
