import { type AccessReport, REPORT_SCHEMA } from '../../../src/core/inventory/access-report.ts';
import { isAssignment } from '../../../src/core/plan/access-operation.ts';
import type { Material } from './material.ts';

/** Everything that the material's plan grants or revokes, as live: by groups, by users, by deleted ones, ending. */
export function reportOf(
  { report: { plan }, detail }: Material,
  isPublicRepository: boolean,
): AccessReport {
  const own = plan.operations.filter(isAssignment);
  return {
    schema: REPORT_SCHEMA,
    instance: plan.instance,
    owner: plan.owner,
    commit: plan.head,
    repositoryUrl: null,
    at: '2026-01-01T00:00:00.000Z',
    exhaustive: false,
    unread: [`who is in the group ${detail}: ${detail}`],
    unresolved: [detail],
    people: isPublicRepository ? 'hidden' : 'named',
    accounts: own.map(({ account }) => ({ ...account, state: 'ACTIVE', unit: detail })),
    permissionSets: own.map(({ permissionSet }, index) => ({
      name: permissionSet,
      administrator: index % 2 === 0 ? detail : null,
      management: 'declared',
    })),
    principals: own.map(({ principal }, index) => ({
      ...principal,
      members: index % 3 === 0 ? null : [],
      gone: index % 4 === 3,
    })),
    persons: [],
    origins: [],
    grants: own.map((_operation, index) => ({
      account: index,
      permissionSet: index,
      principal: index,
      origins: [],
      state: 'live',
      ignored: false,
      expires: index % 2 === 0 ? null : '2026-01-02T00:00:00.000Z',
    })),
    applications: [],
    applicationGrants: [],
  };
}
