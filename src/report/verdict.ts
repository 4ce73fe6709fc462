import type { Operation } from '../core/plan/operation.ts';
import { effects } from './effects.ts';
import { worlds } from './group-steps.ts';
import { isComing, isOwn, type Occasion, type PlanView } from './plan-view.ts';
import { peopleMoved, peopleBeside } from './people-verdict.ts';
import { markdown } from './style.ts';
import { undeclaredWords } from './undeclared-sets-section.ts';
import { count, sentence } from './words.ts';

const subject: Readonly<Record<Exclude<Occasion, 'drift'>, string>> = {
  'pull-request': 'Merging this',
  apply: 'This apply',
};

function nothing({ plan, occasion }: PlanView): string {
  switch (occasion) {
    case 'pull-request':
      // No operation shows an end, and nobody is asked again when it comes.
      if (plan.findings.some(({ code }) => code === 'guardrails-loosened')) {
        return 'Merging this loosens guardrails, and alters nobody’s access by itself.';
      }
      return plan.findings.some(({ code }) => code === 'grant-expires')
        ? 'Merging this changes when access ends, and nothing before.'
        : 'No changes: merging this alters nobody’s access.';
    case 'apply':
      return 'Nothing to do: what was merged is already live.';
    case 'drift':
      if ((plan.undeclaredSets ?? []).length > 0) return 'What the files declare did not drift.';
      return plan.exhaustive
        ? 'No drift: AWS is as the files say.'
        : 'No drift in what was read; not everything was.';
    default:
      return occasion satisfies never;
  }
}

function areWords(number: number, noun: string, state: string): string[] {
  return number === 0 ? [] : [`${count(number, noun)} ${number === 1 ? 'is' : 'are'} ${state}`];
}

function subjectOf(
  own: readonly Operation[],
  coming: readonly Operation[],
  { occasion, plan }: PlanView,
): string {
  if (occasion !== 'drift') return subject[occasion];
  if (coming.some(isDrift)) return `Bringing ${worlds(coming.filter(isDrift))} back to the files`;
  if (own.some(isDrift)) return 'No drift can be undone now; what waits for an apply';
  const seen = plan.exhaustive ? 'No drift' : 'No drift in what was read';
  return `${seen}; what waits for an apply`;
}

function isDrift({ cause }: Operation): boolean {
  return cause === 'drift';
}

function what(own: readonly Operation[], view: PlanView): string {
  const coming = own.filter(isComing);
  const words = effects(coming);
  if (words !== null) return `${subjectOf(own, coming, view)} ${peopleMoved(view) ?? words}.`;
  return own.length === 0 ? nothing(view) : 'Nothing of this can be applied.';
}

function waitingWords(waiting: number, coming: number): string[] {
  if (waiting === 0) return [];
  if (waiting === coming) {
    return [coming === 1 ? 'it waits for Entra ID' : 'all of them wait for Entra ID'];
  }
  return [`${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} for Entra ID`];
}

/** What the sentence does not say: what stays undone, and what others left to do. */
function rest(own: readonly Operation[], { plan, occasion }: PlanView): string[] {
  const undeclared = undeclaredWords({ plan });
  const having = (status: Operation['status']): number =>
    own.filter((operation) => operation.status === status).length;
  const waiting = having('waiting');
  const others = plan.operations.filter((operation) => !isOwn(operation, occasion));
  const drifting = others.filter(isDrift);
  // Drift that something unresolved could be hiding is no offer: not even a digest brings it.
  const stuck = drifting.filter(({ status }) => status === 'blocked').length;
  const drift = drifting.length;
  const coming = own.filter(isComing);
  const apart =
    occasion === 'drift' && coming.some(isDrift)
      ? coming.filter((operation) => !isDrift(operation)).length
      : 0;
  const isHalfRead = plan.findings.some(
    ({ code, severity }) => code === 'unread-part' && severity === 'error',
  );
  return [
    ...peopleBeside({ plan, occasion }),
    ...(isHalfRead ? ['not all that counts could be read, so there may be more'] : []),
    ...areWords(having('blocked') + stuck, 'operation', 'blocked'),
    ...areWords(having('held'), 'operation', 'held'),
    ...waitingWords(waiting, coming.length),
    ...(apart === 0
      ? []
      : [
          `${apart} of them ${apart === 1 ? 'is' : 'are'} not drift and ${apart === 1 ? 'waits' : 'wait'} for an apply`,
        ]),
    ...areWords(others.length - drift, 'more operation', 'not from this pull request'),
    ...areWords(drift - stuck, 'operation', 'drift, which no merge touches'),
    ...(undeclared === null ? [] : [undeclared]),
  ];
}

/** The first thing read: one sentence, and what qualifies it. */
export function verdict(view: PlanView, style = markdown): string {
  const { plan, occasion } = view;
  const own = plan.operations.filter((operation) => isOwn(operation, occasion));
  const errors = plan.findings.filter(
    ({ severity, causedByHead }) => severity === 'error' && causedByHead,
  ).length;
  const doing = occasion === 'pull-request' ? 'merge' : 'apply';
  const stop = errors === 0 ? '' : `Not ready to ${doing}: ${count(errors, 'error')}. `;
  const more = rest(own, view);
  const moved = peopleMoved(view);
  const words = moved === null ? null : effects(own.filter(isComing));
  // People are the sentence; what is done for it comes after.
  const means = words === null ? '' : ` It ${words}.`;
  const tail = more.length === 0 ? '' : ` ${sentence(more.join('; '))}.`;
  return `${style.strong(`${stop}${what(own, view)}`)}${means}${tail}`;
}
