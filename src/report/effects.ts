import { sortedBy } from '../core/model/order.ts';
import type { ApplicationOperation, GroupOperation, Operation } from '../core/plan/operation.ts';
import { attributeWords } from './attribute-changes.ts';
import { isSetOperation } from './permission-set-section.ts';
import { isAboutApplication, isAssignment } from '../core/plan/access-operation.ts';
import { count, listWords } from './words.ts';

function distinct(
  operations: readonly Operation[],
  key: (operation: Operation) => string | null,
): number {
  return new Set(operations.flatMap((operation) => key(operation) ?? [])).size;
}

/** `2 groups and 1 user`. */
function whoCounted(operations: readonly Operation[]): string {
  const groups = distinct(operations, ({ principal }) =>
    principal?.type === 'GROUP' ? principal.id : null,
  );
  const users = distinct(operations, ({ principal }) =>
    principal?.type === 'USER' ? principal.id : null,
  );
  const who = [
    groups > 0 ? count(groups, 'group') : '',
    users > 0 ? count(users, 'user') : '',
  ].filter((part) => part !== '');
  return listWords(who);
}

function assignmentWords(verb: string, operations: readonly Operation[]): string[] {
  if (operations.length === 0) return [];
  const accounts = distinct(operations, ({ account }) => account?.id ?? null);
  return [
    `${verb} ${count(operations.length, 'assignment')} (${whoCounted(operations)}, ${count(accounts, 'account')})`,
  ];
}

/** `assigns 2 groups to 1 application`. */
function applicationEffects(
  kind: ApplicationOperation['kind'],
  operations: readonly Operation[],
): string[] {
  const own = operations.filter(isAboutApplication).filter((operation) => operation.kind === kind);
  if (own.length === 0) return [];
  const [verb, to] = kind === 'assign-application' ? ['assigns', 'to'] : ['unassigns', 'from'];
  const applications = new Set(own.map(({ application }) => application.arn)).size;
  return [`${verb} ${whoCounted(own)} ${to} ${count(applications, 'application')}`];
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

const stepVerbs: Readonly<Record<GroupOperation['kind'], (groups: string) => string>> = {
  'assign-group-to-application': (groups) => `assigns ${groups} to the enterprise application`,
  'provision-group': (groups) => `provisions ${groups}`,
  'unassign-group-from-application': (groups) =>
    `takes ${groups} out of the enterprise application`,
};

function stepWords(kind: GroupOperation['kind'], operations: readonly Operation[]): string[] {
  const number = operations.filter((operation) => operation.kind === kind).length;
  return number === 0 ? [] : [stepVerbs[kind](count(number, 'group'))];
}

/** What the plan does, as the end of a sentence; null if it does nothing. */
export function effects(operations: readonly Operation[]): string | null {
  const assignments = operations.filter(isAssignment);
  const parts = [
    ...stepWords('assign-group-to-application', operations),
    ...stepWords('provision-group', operations),
    ...assignmentWords(
      'revokes',
      assignments.filter(({ kind }) => kind === 'revoke'),
    ),
    ...assignmentWords(
      'grants',
      assignments.filter(({ kind }) => kind === 'grant'),
    ),
    ...applicationEffects('unassign-application', operations),
    ...applicationEffects('assign-application', operations),
    ...setWords(operations),
    ...attributeWords(operations),
    ...stepWords('unassign-group-from-application', operations),
  ];
  return parts.length === 0 ? null : listWords(parts);
}
