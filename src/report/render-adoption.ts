import type { AdoptionStep } from '../core/adopt/adoption.ts';
import { driftKinds } from '../core/drift/drift-entry.ts';
import { driftCounts } from './drift-counts.ts';
import { driftEntries } from './drift-entries.ts';
import type { DriftView } from './drift-view.ts';
import { type Document, type Entry, headed } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { link } from './plan-view.ts';
import { frameSummary } from './render-summary.ts';
import { count, listWords, thousands } from './words.ts';

export interface AdoptionWords {
  readonly title: string;
  readonly body: string;
}

export interface Opener {
  /** True where a job's own token opens it: GitHub starts no workflow for that. */
  readonly isJobToken: boolean;
}

/** GitHub refuses a title of more than 256 characters, and a body of more than 65,536. */
const TITLE = 240;
const BODY = 60_000;

/** The pull request that writes into the files what AWS has. */
export function renderAdoption(view: DriftView, opener: Opener): AdoptionWords {
  const kept = keptOf(view);
  const counts = driftCounts(kept.report);
  const long = `Keep what AWS has: ${counts.join(', ')}`;
  const short = `Keep what AWS has: ${thousands(kept.report.entries.length)} differences`;
  const document: Document = {
    head: [
      `**The drift check found AWS not as the files say: ${listWords(counts)}.** This pull request writes into the files what AWS has, and nothing else. Merge it to keep that; close it and approve the drift's digest to undo it.`,
      ...startNote(opener),
    ].join('\n\n'),
    sections: [
      ...headed(
        `### What it keeps for ${codeSpan(view.plan.owner, 60)}`,
        driftKinds.flatMap((kind) => driftEntries(kind, kept)),
      ),
      ...headed(
        '### What it cannot keep',
        (view.adoption?.steps ?? []).flatMap((step) =>
          step.kind === 'cannot' ? [left(step)] : [],
        ),
      ),
    ],
    tail: `Written by the ${link('drift check', view.runUrl)}, which writes it anew while it is alone on this branch, and withdraws it once nothing has drifted.`,
  };
  return { title: long.length > TITLE ? short : long, body: frameSummary(document, BODY) };
}

function startNote({ isJobToken }: Opener): string[] {
  if (!isJobToken) return [];
  return [
    "> [!IMPORTANT]\n> GitHub starts no workflow for a pull request that a job's own token opens, so **its plan is not commented yet**. Close it and open it again, push a commit to it, or give `github-token` the token of an App.",
  ];
}

/** The drift of which every step is in the files. */
function keptOf(view: DriftView): DriftView {
  const steps = (view.adoption?.steps ?? []).filter(({ kind }) => kind !== 'cannot');
  const ids = new Set(steps.flatMap(({ operations }) => operations));
  const entries = view.report.entries.filter(({ operations }) =>
    operations.some(({ id }) => ids.has(id)),
  );
  return { ...view, report: { ...view.report, entries } };
}

function left({ operations, why, instead }: Extract<AdoptionStep, { kind: 'cannot' }>): Entry {
  const line = `- ${count(operations.length, 'difference')}: ${escapeMarkdown(why)}`;
  return { danger: 50, forms: [`${line}\n  - instead: ${escapeMarkdown(instead)}`, line] };
}
