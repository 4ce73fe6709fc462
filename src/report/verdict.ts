import { sortedBy } from '../core/model/order.ts';
import { isSetOperation } from './permission-set-section.ts';
import { isAssignment } from './warning-of.ts';
import { isComing, isOwn, type Occasion, type PlanView } from './plan-view.ts';
import { count, listWords, sentence } from './words.ts';
import { markdown } from './style.ts';
import type { Operation } from '../core/plan/operation.ts';

const subject: Readonly<Record<Occasion, string>> = {
  'pull-request': 'Merging this',
  apply: 'This apply',
  drift: 'Bringing AWS back to the files',
};

function distinct(
  operations: readonly Operation[],
  key: (operation: Operation) => string | null,
): number {
  return new Set(operations.flatMap((operation) => key(operation) ?? [])).size;
}

function assignmentWords(verb: string, operations: readonly Operation[]): string[] {
  if (operations.length === 0) return [];
  const groups = distinct(operations, ({ principal }) =>
    principal?.type === 'GROUP' ? principal.id : null,
  );
  const users = distinct(operations, ({ principal }) =>
    principal?.type === 'USER' ? principal.id : null,
  );
  const accounts = distinct(operations, ({ account }) => account?.id ?? null);
  const who = [
    groups > 0 ? count(groups, 'group') : '',
    users > 0 ? count(users, 'user') : '',
  ].filter((part) => part !== '');
  return [
    `${verb} ${count(operations.length, 'assignment')} (${listWords(who)}, ${count(accounts, 'account')})`,
  ];
}

const setVerbs = [
  ['create-permission-set', 'creates'],
  ['adopt-permission-set', 'adopts'],
  ['update-permission-set', 'changes'],
  ['release-permission-set', 'releases'],
  ['delete-permission-set', 'deletes'],
] as const;

/** `adopts and changes 1 permission set`: each set is counted once, with all that is done to it. */
function setWords(operations: readonly Operation[]): string[] {
  const bySet = Map.groupBy(
    operations.filter(isSetOperation),
    ({ permissionSet }) => permissionSet,
  );
  const order: readonly string[] = [...setVerbs.map(([, verb]) => verb), 're-provisions'];
  const doings = [...bySet.values()].map((members) => {
    const done = setVerbs.flatMap(([kind, verb]) =>
      members.some((member) => member.kind === kind) ? [verb] : [],
    );
    // A re-provisioning goes with its edit; alone it is worth a word.
    return done.length === 0 ? ['re-provisions'] : done;
  });
  const counted = Map.groupBy(doings, (verbs) => listWords(verbs));
  return sortedBy(counted, ([, [verbs]]) => String(order.indexOf(verbs?.[0] ?? ''))).map(
    ([verbs, sets]) => `${verbs} ${count(sets.length, 'permission set')}`,
  );
}

/** What the plan does, as the end of a sentence; null if it does nothing. */
function effects(operations: readonly Operation[]): string | null {
  const assignments = operations.filter(isAssignment);
  const parts = [
    ...assignmentWords(
      'revokes',
      assignments.filter(({ kind }) => kind === 'revoke'),
    ),
    ...assignmentWords(
      'grants',
      assignments.filter(({ kind }) => kind === 'grant'),
    ),
    ...setWords(operations),
  ];
  return parts.length === 0 ? null : listWords(parts);
}

function nothing({ plan, occasion }: PlanView): string {
  switch (occasion) {
    case 'pull-request':
      return 'No changes: merging this alters nobody’s access.';
    case 'apply':
      return 'Nothing to do: what was merged is already live.';
    case 'drift':
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
  if (occasion !== 'drift' || coming.some(isDrift)) return subject[occasion];
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
  if (words !== null) return `${subjectOf(own, coming, view)} ${words}.`;
  return own.length === 0 ? nothing(view) : 'Nothing of this can be applied.';
}

/** What the sentence does not say: what stays undone, and what others left to do. */
function rest(own: readonly Operation[], { plan, occasion }: PlanView): string[] {
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
  return [
    ...areWords(having('blocked') + stuck, 'operation', 'blocked'),
    ...areWords(having('held'), 'operation', 'held'),
    ...(waiting === 0
      ? []
      : [`${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} for Entra ID`]),
    ...(apart === 0
      ? []
      : [
          `${apart} of them ${apart === 1 ? 'is' : 'are'} not drift and ${apart === 1 ? 'waits' : 'wait'} for an apply`,
        ]),
    ...areWords(others.length - drift, 'more operation', 'not from this pull request'),
    ...areWords(drift - stuck, 'operation', 'drift, which no merge touches'),
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
  const tail = more.length === 0 ? '' : ` ${sentence(more.join('; '))}.`;
  return `${style.strong(`${stop}${what(own, view)}`)}${tail}`;
}
