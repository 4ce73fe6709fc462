import type { Approval } from '../../../src/core/approval/approve.ts';
import { recordOf } from '../../../src/core/approval/reviewed-record.ts';
import type { BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import { carrying, type Entra } from '../../core/support/entra.ts';
import { type Files, rule } from '../../core/support/files.ts';
import type { Live } from '../../core/support/live.ts';
import { line } from '../../core/support/planned.ts';
import { type Change, organization, type Options, type Ran } from './with-entra.ts';

export const set: Files = {
  permissionSets: { Admin: {}, Read: {} },
  entra: { groupSync: 'manage' },
};
export const files = (...assignments: NonNullable<Files['assignments']>): Files => ({
  ...set,
  assignments,
});
export const bare: Live = {
  sets: { Admin: {}, Read: {} },
  groups: ['Old'],
  objectIds: carrying(['Old']),
};
export const oldOnDev: Live = { ...bare, grants: ['Old Admin dev'] };
export const tenant: Entra = { groups: ['Old', 'New'], assigned: ['Old'], groupSync: 'manage' };

/** New gets what Old had. */
export const replacing: Change = {
  base: files(rule('Old', 'Admin', 'dev')),
  head: files(rule('New', 'Admin', 'dev')),
};
export const granting: Change = { ...replacing, head: files(rule(['Old', 'New'], 'Admin', 'dev')) };
export const steps = {
  assign: 'change assign-group-to-application New',
  provision: 'change provision-group New',
  grant: 'change grant Admin dev New',
  revoke: 'change revoke Admin dev Old',
};
export const reviewOf = (built: BuiltPlan): Approval => ({
  kind: 'reviewed',
  records: [recordOf(built)],
  newAccounts: 'report',
});

export function inWorld(options: Options = {}, live: Live = oldOnDev) {
  return organization(live, tenant, options);
}

export function endOf({ report }: Ran, words: string) {
  const found = report.outcomes.filter(({ operation }) => line(operation) === words);
  return found[0]?.outcome;
}

export const lost = new PortError('answer-lost', 'Graph POST /x', 'the answer was lost');
