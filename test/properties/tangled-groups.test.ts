import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Approval } from '../../src/core/approval/approve.ts';
import { recordOf } from '../../src/core/approval/reviewed-record.ts';
import { accountId, accounts } from '../core/support/live.ts';
import { organization } from '../effects/support/with-entra.ts';
import { runs } from './support/organization-case.ts';
import { asksFor, type TangledCase, tangledCase } from './support/directory-case.ts';

const APPLIED = 250;

const approvals = fc.constantFrom('digest' as const, 'everything' as const, 'reviewed' as const);

test(
  'nothing is revoked that head declares for the very group, nor granted that it does not, whoever that turns out to be',
  { timeout: 120_000 },
  async () => {
    expect.hasAssertions();
    await fc.assert(fc.asyncProperty(tangledCase, approvals, keepsToHead), runs(APPLIED));
  },
);

async function keepsToHead(
  one: TangledCase,
  how: 'reviewed' | 'everything' | 'digest',
): Promise<void> {
  const { live, entra, change, made, delays } = one;
  const places = new Map<string, string>(
    Object.keys(accounts).map((name) => [accountId(name), name]),
  );
  const wrong: string[] = [];
  const world = organization(live, entra, {
    entra: { made, delay: (id) => delays[id] ?? null },
    aws: {
      before: (call, about) => {
        const [set = '', account = '', id = ''] = about;
        const group = world.entra.groups().find((each) => each.id === id);
        if (group === undefined) return;
        const asks = (sure: 'for-sure' | 'maybe'): boolean =>
          asksFor(one, group, set, places.get(account) ?? '', sure);
        if (
          call === 'deleteAssignment'
            ? asks('maybe')
            : call === 'createAssignment' && !asks('for-sure')
        ) {
          wrong.push([call, ...about].join(' '));
        }
      },
    },
  });
  const built = await world.plan(change, how === 'digest');
  const { operations } = built.plan;
  const record = recordOf(built);
  const all = operations.map(({ digest }) => digest);
  const approval: Approval =
    how === 'digest'
      ? { kind: 'digest', digest: built.plan.digest }
      : {
          kind: 'reviewed',
          records: [how === 'reviewed' ? record : { ...record, operations: all }],
          newAccounts: 'grant',
        };
  await world.apply(change, approval);
  expect(wrong).toEqual([]);
}
