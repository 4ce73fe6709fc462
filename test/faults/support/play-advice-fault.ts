import type { PeopleChange, PlanPeople } from '../../../src/core/plan/plan-people.ts';
import { bringOn } from './bring-on.ts';
import type { Cell } from './cells.ts';
import { differences, unless } from './differences.ts';
import type { FaultStage } from './open-fault-stage.ts';
import { alike, commentsOn, linesOf, type Sight } from './play-plan-fault.ts';
import type { Job } from './run-job.ts';

/** What only tells a reader more: it comes and goes with what could be asked. */
const advisory: ReadonlySet<string> = new Set([
  'policies-unchecked',
  'policy-refused-by-check',
  'policy-security-warning',
  'policy-remark',
  'unknown-action',
]);

/**
 * A plan while something fails that no decision hangs on, then another when nothing does. Answers what
 * was not as it must be; the comment and the log of the first where that is anything.
 */
export async function playAdviceFault(
  stage: FaultStage,
  clear: Sight,
  cell: Cell,
): Promise<string[]> {
  const play = await stage.begin();
  try {
    const heal = bringOn(play, cell);
    const job = await play.run('plan');
    heal();
    const [comment = ''] = commentsOn(play);
    const same = job.planJson === clear.job.planJson;
    const again = same ? job : await play.run('plan');
    const wrong = [
      ...unless(same || !mustPass(cell), 'the plan is another one'),
      ...unless(!same || cell.ailment.passes, 'nothing of it is seen in the plan'),
      ...(same ? alike(job, clear.job) : toldLess(job, clear, cell, comment)),
      ...differences('the plan afterwards', linesOf(again), linesOf(clear.job)),
      ...differences('the comment afterwards', commentsOn(play), clear.comments),
      ...play.invalid().map((request) => `invalid: ${request}`),
    ];
    return wrong.length === 0 ? [] : [...wrong, comment, job.log];
  } finally {
    await play.close();
  }
}

/** For a policy's check nobody waits longer than for a glance. */
function mustPass({ operation, ailment: { passes, effect } }: Cell): boolean {
  return passes && !(operation === 'ValidatePolicy' && effect.kind === 'hang');
}

function toldLess(job: Job, clear: Sight, { operation }: Cell, comment: string): string[] {
  const { plan, result, exitCode } = job.report;
  const expected = clear.job.report;
  const people = plan?.people ?? null;
  const known = expected.plan?.people ?? null;
  if (plan === null || expected.plan === null) return ['there is no plan'];
  if (people === null || known === null) return ['nobody is told of at all'];
  const decided = ({ findings }: typeof plan): string[] =>
    findings.filter(({ code }) => !advisory.has(code)).map((finding) => JSON.stringify(finding));
  const text = (operations: typeof plan.operations): string[] =>
    operations.map((one) => JSON.stringify(one));
  return [
    ...unless(result === expected.result, `the result is ${result}`),
    ...unless(exitCode === expected.exitCode, `it exits ${exitCode}`),
    ...unless(plan.digest === expected.plan.digest, 'the digest is another one'),
    ...differences('the plan', text(plan.operations), text(expected.plan.operations)),
    ...differences('the findings', decided(plan), decided(expected.plan)),
    ...promises(people, known),
    ...unless(!comment.includes('nobody access'), 'the comment says that nobody gains'),
    ...unsaid(operation, people, plan.findings, comment),
  ];
}

/** What is told of people although nobody knows it. */
function promises(people: PlanPeople, known: PlanPeople): string[] {
  const unknown = new Set(people.unknown.map(({ principal }) => principal.id));
  const told = new Set([...unknown, ...people.changes.map(({ principal }) => principal.id)]);
  const kept = keeping(known);
  const last = people.counts.loseLastWayIn;
  return [
    ...known.changes
      .filter(({ principal }) => !told.has(principal.id))
      .map(({ principal }) => `nothing is told of ${principal.name}`),
    ...people.changes
      .filter(({ principal }) => unknown.has(principal.id))
      .map(({ principal }) => `${principal.name} is counted, and not known`),
    ...[...keeping(people)]
      .filter(([key, total]) => total > (kept.get(key) ?? 0))
      .map(([key, total]) => `${total} are told to keep ${key}`),
    ...unless(
      last === null || last === known.counts.loseLastWayIn,
      `${last} are told to lose their last way in`,
    ),
  ];
}

/** How many keep a pair, by group, set and account. */
function keeping({ changes }: PlanPeople): ReadonlyMap<string, number> {
  const keep = changes.filter(({ effect }) => effect === 'keeps');
  return new Map(
    keep.flatMap((change) =>
      change.accounts.map(({ name }) => [keyOf(change, name), change.total]),
    ),
  );
}

function keyOf({ principal, permissionSet }: PeopleChange, account: string): string {
  return `${principal.name} ${permissionSet} ${account}`;
}

/** What is not known and not told either. */
function unsaid(
  operation: string,
  people: PlanPeople,
  findings: readonly { readonly code: string }[],
  comment: string,
): string[] {
  switch (operation) {
    case 'ListGroupMemberships':
      return people.unknown.length > 0
        ? unless(
            /the people of \d groups? (?:is|are) not known/i.test(comment),
            'the headline hides it',
          )
        : unless(
            people.changes.some((change) => change.unless.length > 0) && comment.includes('may'),
            'what a group may give that could not be read is hidden',
          );
    case 'ListAccountAssignments':
      return [
        ...unless(people.netOf === 'files', 'it is told as if AWS had been asked'),
        ...unless(comment.includes('what the files grant'), 'the comment hides that'),
      ];
    case 'ValidatePolicy':
      return unless(
        findings.some(({ code }) => code === 'policies-unchecked') &&
          comment.includes('not checked by AWS'),
        'the comment hides that the policy was not checked',
      );
    case 'DescribeUser':
      return people.changes
        .filter(({ total, names }) => names.length < total && !comment.includes(`${total} pe`))
        .map(({ principal }) => `people of ${principal.name} are not counted`);
    default:
      return [`nobody has said what it means that ${operation} fails`];
  }
}
