import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Files } from '../core/support/files.ts';
import { applicationArn, groupId, type Live, snapshotOf } from '../core/support/live.ts';
import { line, planned } from '../core/support/planned.ts';
import { applied } from '../effects/support/apply-story.ts';
import { runs } from './support/organization-case.ts';

const groups = ['Blue', 'Green', 'Red', 'Teal'];
const applications = ['Board', 'Payroll', 'Wiki'];

const someGroups = fc.subarray(groups);
/** Who is assigned, or declared to be, by application; what is not in it is not named. */
const holders = fc.dictionary(fc.constantFrom(...applications), someGroups);
type Holders = Readonly<Record<string, readonly string[]>>;

function filesOf(wanted: Holders): Files {
  const rules = Object.entries(wanted).filter(([, who]) => who.length > 0);
  return { applications: rules.map(([name, who]) => ({ groups: who, applications: name })) };
}

function liveOf(assigned: Holders): Live {
  return {
    groups,
    applications: Object.fromEntries(
      applications.map((name) => [name, { assigned: assigned[name] ?? [] }]),
    ),
  };
}

function namesOf(
  applicationNow: string,
  rows: readonly { applicationArn: string; principalId: string }[],
) {
  return groups.filter((group) =>
    rows.some(
      ({ applicationArn: arn, principalId }) =>
        arn === applicationArn(applicationNow) && principalId === groupId(group),
    ),
  );
}

test('applying what was planned of applications leaves nothing to plan, touches no other, and takes nothing that stays', async () => {
  await fc.assert(
    fc.asyncProperty(holders, holders, holders, async (assigned, base, head) => {
      const live = liveOf(assigned);
      const snapshot = snapshotOf(live);
      const { aws, report } = await applied(
        { live, base: filesOf(base), head: filesOf(head) },
        snapshot.applications === null ? {} : { applications: snapshot.applications },
      );
      expect(report.outcomes.filter(({ outcome }) => outcome.result !== 'applied')).toEqual([]);
      const after: Record<string, readonly string[]> = {};
      for (const name of applications) {
        after[name] = namesOf(name, aws.applicationAssignments);
        const before = assigned[name] ?? [];
        const wanted = head[name] ?? [];
        const formerly = base[name] ?? [];
        const isStuck = report.plan.operations.some(
          (one) => one.status === 'blocked' && line(one).includes(name),
        );
        if (isStuck) continue;
        const stays = groups.filter((one) =>
          wanted.length > 0
            ? wanted.includes(one)
            : before.includes(one) && !formerly.includes(one),
        );
        expect([name, after[name]]).toEqual([name, stays]);
        // In the order of the calls: who has it before and after never lacks it.
        const taken = aws.writes.filter((write) =>
          write.startsWith(`unassignApplication ${name} `),
        );
        const kept = groups.filter((one) => before.includes(one) && stays.includes(one));
        expect(taken.filter((write) => kept.some((one) => write.endsWith(groupId(one))))).toEqual(
          [],
        );
      }
      // A doubt may be over once others have what the files give them; nobody decided about it.
      const stuck = new Set(
        report.plan.operations.flatMap(({ id, status }) => (status === 'blocked' ? [id] : [])),
      );
      const { plan } = planned({ live: liveOf(after), base: filesOf(head), head: filesOf(head) });
      expect(plan.operations.filter(({ id }) => !stuck.has(id)).map(line)).toEqual([]);
    }),
    runs(40),
  );
});
