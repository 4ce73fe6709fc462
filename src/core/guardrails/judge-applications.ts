import type { DesiredApplicationAssignment } from '../desired/desired-state.ts';
import type { Answer } from '../mapping/expression.ts';
import { applicationKey } from '../model/application.ts';
import type { ApplicationOperation, Operation } from '../plan/operation.ts';
import { lastsLonger } from './lasts-longer.ts';
import type { AskedRule } from './asked-rule.ts';
import type { GuardInputs } from './guard-inputs.ts';

/** What one rule says of assignments to applications. */
export interface ApplicationVerdict {
  /** Operations of which the answer is yes, or that nobody knows. */
  readonly answers: readonly { readonly operation: Operation; readonly answer: Answer }[];
  readonly fresh: readonly DesiredApplicationAssignment[];
  readonly standing: readonly DesiredApplicationAssignment[];
  readonly unjudged: number;
}

export type AskOfApplication = (
  kind: ApplicationOperation['kind'],
  principal: ApplicationOperation['principal'],
  terms: Pick<DesiredApplicationAssignment, 'expires' | 'reasons'> | null,
) => Answer;

/**
 * The same questions as of grants: what is given, what stands and this change makes worse, and what is
 * taken away where the rule names `kind`.
 */
export function judgeApplications(
  { operations, head, baseDesired, actual }: GuardInputs,
  { roots, needsMembers }: AskedRule,
  ask: AskOfApplication,
): ApplicationVerdict {
  const own = operations.filter(isAboutApplication);
  const giving = new Map(
    own.filter(({ kind }) => kind === 'assign-application').map((each) => [keyOf(each), each]),
  );
  const answers: { operation: Operation; answer: Answer }[] = [];
  const fresh: DesiredApplicationAssignment[] = [];
  const standing: DesiredApplicationAssignment[] = [];
  let unjudged = 0;
  const askGiving = (terms: DesiredApplicationAssignment): Answer =>
    ask('assign-application', terms.principal, terms);
  const before = (wanted: DesiredApplicationAssignment, now: Answer): Answer => {
    const inBase = baseDesired?.applications.assignments.get(wanted.key);
    // What is to end later than before is given anew, for that time.
    if (inBase !== undefined && lastsLonger(wanted, inBase)) return false;
    if (inBase !== undefined && !inBase.expired) return askGiving(inBase);
    const live = actual.applications.get(wanted.application.arn);
    return live?.assignments.has(wanted.key) === true && now;
  };

  for (const wanted of head.desired.applications.assignments.values()) {
    if (wanted.expired) continue;
    const answer = askGiving(wanted);
    if (answer === false) continue;
    const operation = giving.get(wanted.key);
    if (operation !== undefined) answers.push({ operation, answer });
    else if (before(wanted, answer) === false) fresh.push(wanted);
    else if (answer === true) standing.push(wanted);
    else if (!needsMembers) unjudged += 1;
  }
  if (roots.has('kind')) {
    for (const operation of own.filter(({ kind }) => kind === 'unassign-application')) {
      const terms = baseDesired?.applications.assignments.get(keyOf(operation)) ?? null;
      const answer = ask('unassign-application', operation.principal, terms);
      if (answer !== false) answers.push({ operation, answer });
    }
  }
  return { answers, fresh, standing, unjudged };
}

function isAboutApplication(operation: Operation): operation is ApplicationOperation {
  return operation.kind === 'assign-application' || operation.kind === 'unassign-application';
}

function keyOf({ application, principal }: ApplicationOperation): string {
  return applicationKey(application.arn, principal);
}
