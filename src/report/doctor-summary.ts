import type { Verdict } from '../core/doctor/check.ts';
import type { Checkup, Diagnosis } from '../core/doctor/run-checks.ts';
import { doctorGroups } from './doctor-groups.ts';
import { doctorVerdict } from './doctor-verdict.ts';
import { collapsed, danger, type Document, type Entry, headed } from './document.ts';
import { codeSpan, escapeMarkdown } from './escape.ts';
import { frameSummary } from './render-summary.ts';

const dangers: Readonly<Record<Verdict, number>> = {
  fail: danger.error,
  warn: danger.care,
  'cannot tell': danger.blocked,
  pass: danger.note,
};

function entry([first, ...others]: readonly [Checkup, ...Checkup[]]): Entry {
  const { title, verdict, evidence, nextStep, missing } = first;
  const ids = [first, ...others].map(({ id }) => codeSpan(id)).join(', ');
  const head =
    others.length === 0 ? `- **${title}** · ${ids}` : `- **${others.length + 1} checks** · ${ids}`;
  const step = nextStep === null ? [] : [`  - next: ${escapeMarkdown(nextStep)}`];
  const lacks =
    missing.length === 0 ? [] : [`  - missing: ${missing.map((one) => codeSpan(one)).join(', ')}`];
  const told = evidence.map((line) => `  - ${escapeMarkdown(line)}`);
  return {
    danger: dangers[verdict],
    forms: [[head, ...told, ...lacks, ...step].join('\n'), [head, ...step].join('\n'), head],
  };
}

function doctorDocument(diagnosis: Diagnosis, runUrl: string | null): Document {
  const of = (verdict: Verdict): readonly Entry[] => doctorGroups(diagnosis, verdict).map(entry);
  const passed = of('pass');
  return {
    head: `## Federation check-up\n\n**${doctorVerdict(diagnosis)}** Nothing was changed.`,
    sections: [
      ...headed('### What does not hold', of('fail')),
      ...headed('### What needs care', of('warn')),
      ...headed('### What cannot be told', of('cannot tell')),
      ...(passed.length === 0 ? [] : collapsed('What holds', '', passed)),
    ],
    tail: runUrl === null ? '' : `[run](${runUrl})`,
  };
}

/** The check-up for the job's summary: worst first, what is well folded away. */
export function doctorSummary(diagnosis: Diagnosis, runUrl: string | null = null): string {
  return frameSummary(doctorDocument(diagnosis, runUrl));
}
