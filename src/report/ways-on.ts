import type { Operation } from '../core/plan/operation.ts';
import type { DriftView } from './drift-view.ts';
import { MERGED } from './drift-notes.ts';
import { driftStep, stepAlert, wholeDigest } from './next-step.ts';
import { isComing, link } from './plan-view.ts';
import { count } from './words.ts';

function isDrift({ cause }: Operation): boolean {
  return cause === 'drift';
}

function actionsUrl({ repositoryUrl }: DriftView): string | null {
  return repositoryUrl === null ? null : `${repositoryUrl}/actions`;
}

/** Keep it or undo it; or, where neither is possible yet, what comes first. An alert; empty for nothing to do. */
export function waysOn(view: DriftView): string[] {
  const { plan, report, adoption, adoptionUrl } = view;
  if (report.entries.every(({ operations }) => operations.length === 0)) return [];
  const coming = plan.operations.filter(isComing);
  const drifting = coming.filter(isDrift);
  if (drifting.every(({ status }) => status === 'waiting')) {
    const step = driftStep(view);
    return step === null ? [] : [stepAlert(step)];
  }
  const digest = wholeDigest(plan.digest);
  const adopts = adoption?.steps.some(({ kind }) => kind !== 'cannot') ?? false;
  const keep =
    adoptionUrl !== null
      ? [
          `**Keep it:** merge the ${link('pull request', adoptionUrl)} that writes it into the files.`,
        ]
      : adopts
        ? ['**Keep it:** write the lines below into the files, by a pull request.']
        : [];
  const merged = coming.filter(({ cause }) => cause === 'change').length;
  const others = coming.length - drifting.length - merged;
  const more = [
    merged === 0
      ? ''
      : ` **It also does ${count(merged, 'operation')} that may have no review: read “${MERGED}” first.**`,
    others === 0
      ? ''
      : ` It does ${count(others, 'other operation')} as well, told under “What differs and is no drift”.`,
  ].join('');
  const undo =
    digest === null
      ? []
      : [
          `**Undo it:** run ${link('the workflow', actionsUrl(view))} by hand with \`approve-plan: ${digest}\`. It plans again, and does it only if it is still the very same.${more}`,
        ];
  const ways = [...keep, ...undo];
  const title = ways.length > 1 ? 'Two ways on' : 'Next step';
  return [['> [!NOTE]', `> **${title}**`, '>', ...ways.map((way) => `> - ${way}`)].join('\n')];
}
