import type { ActualApplication, ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { sortedBy } from '../model/order.ts';
import type { Version } from './attribute.ts';
import type { ApplicationOperation, Operation } from './operation.ts';

/** What a reviewer should know of the applications that head names, beside what is done. */
export function applicationFindings(
  operations: readonly Operation[],
  desired: DesiredState,
  actual: ActualState,
  base: Version | null,
): Finding[] {
  const named = sortedBy(
    actual.applications.values(),
    ({ application }) => application.name,
  ).filter(({ application }) => desired.applications.named.has(application.arn));
  return named.flatMap((live) => {
    const own = operations.filter(
      (operation): operation is ApplicationOperation =>
        'application' in operation && operation.application.arn === live.application.arn,
    );
    return [...weak(live, own, desired), ...users(live), ...takenOver(live, own, desired, base)];
  });
}

function weak(
  { application, open, openUnknown }: ActualApplication,
  own: readonly ApplicationOperation[],
  desired: DesiredState,
): Finding[] {
  const about = {
    origin: originIn(desired, application.arn),
    operations: own.map(({ id }) => id),
  };
  return [
    ...(application.status === 'DISABLED'
      ? [
          finding({
            code: 'application-disabled',
            headline: `application "${application.name}" is disabled: nobody can use it`,
            why: null,
            help: 'enable it in the Identity Center console, or take it out of the rule',
            ...about,
          }),
        ]
      : []),
    ...(openUnknown === null
      ? []
      : [
          finding({
            code: 'unread-part',
            headline: `whether application "${application.name}" requires assignments could not be read: ${openUnknown}`,
            why: 'where it does not, everybody may use it, whoever is assigned; nothing else depends on it',
            help: 'mend what the message says, then run it again',
            ...about,
          }),
        ]),
    ...(open
      ? [
          finding({
            code: 'application-open',
            headline: `application "${application.name}" lets everybody in, whoever is assigned to it`,
            why: 'it does not require assignments, so taking one away takes no access away',
            help: 'have it require assignments in the Identity Center console',
            ...about,
          }),
        ]
      : []),
  ];
}

function users({ application, leftAlone }: ActualApplication): Finding[] {
  const count = leftAlone.filter(({ why }) => why === 'user').length;
  if (count === 0) return [];
  return [
    finding({
      code: 'user-assignments',
      headline: `${count} direct user ${count === 1 ? 'assignment' : 'assignments'} on application "${application.name}" left alone`,
      why: 'rules may not name users (manage.users is false), so nobody declares them',
      help: 'move the users into groups, or set manage.users: true and declare them',
      origin: null,
    }),
  ];
}

function takenOver(
  { application }: ActualApplication,
  own: readonly ApplicationOperation[],
  desired: DesiredState,
  base: Version | null,
): Finding[] {
  if (base?.desired.applications.named.has(application.arn) === true) return [];
  const taken = own.filter(({ kind }) => kind === 'unassign-application');
  if (taken.length === 0) return [];
  const assignments = taken.length === 1 ? '1 assignment' : `${taken.length} assignments`;
  return [
    finding({
      code: 'application-taken-over',
      headline: `naming application "${application.name}" unassigns ${assignments} that no rule declares`,
      why: 'all assignments of groups to an application that the files name are declared here',
      help: 'declare what should stay, in the same pull request',
      origin: originIn(desired, application.arn),
      causedByHead: taken.some(({ cause }) => cause === 'change'),
      operations: taken.map(({ id }) => id),
    }),
  ];
}

function originIn({ applications }: DesiredState, arn: string): Finding['origin'] {
  const declared = [...applications.assignments.values()].find(
    ({ application }) => application.arn === arn,
  );
  return declared?.origins[0] ?? null;
}

type Words = Pick<Finding, 'code' | 'headline' | 'why' | 'help' | 'origin'> & Partial<Finding>;

function finding(words: Words): Finding {
  return { severity: 'warning', causedByHead: false, operations: [], ...words };
}
