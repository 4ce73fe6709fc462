import { canonicalPolicy } from '../../../src/core/model/canonical-policy.ts';
import type { PermissionSetContent, Tags } from '../../../src/core/model/permission-set.ts';
import { OWNERSHIP_TAG } from '../../../src/core/model/permission-set.ts';
import type { WorldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import { type Files, OWNER } from '../../core/support/files.ts';
import { type Live, managed } from '../../core/support/live.ts';
import {
  type FilesSpec,
  groups,
  liveOf,
  type OrganizationCase,
  places,
  type SetSpec,
  suspended,
} from './organization-case.ts';

const relayState = 'https://console.aws.amazon.com/s3/';
const deploy = { name: 'Deploy', path: '/teams/' };

function policy(inline: 'list' | 'read') {
  const action = inline === 'list' ? 's3:ListBucket' : 's3:GetObject';
  const statement = { Effect: 'Allow', Action: action, Resource: '*' };
  return { Version: '2012-10-17', Statement: [statement] };
}

/** As somebody writes it who lets a change take away whatever it may. */
export function filesOf(spec: FilesSpec): Files {
  return {
    guardrails: { maxRevocations: { count: 1000 } },
    permissionSets: Object.fromEntries(
      Object.entries(spec.sets).map(([name, set]) => [name, declared(set)]),
    ),
    assignments: spec.rules.map(({ sets, ...rule }) => ({ ...rule, permissionSets: sets })),
  };
}

function declared(set: SetSpec) {
  return {
    sessionDuration: `${set.hours}h`,
    ...(set.description === null ? {} : { description: set.description }),
    ...(set.relayState ? { relayState } : {}),
    managedPolicies: set.managed,
    ...(set.customer ? { customerManagedPolicies: [deploy] } : {}),
    ...(set.inline === null ? {} : { inlinePolicy: policy(set.inline) }),
    ...(set.boundary ? { permissionsBoundary: { customerManagedPolicy: 'Boundary' } } : {}),
    ...(set.team === null ? {} : { tags: { team: set.team } }),
  };
}

/** As it is read. */
export function contentOf(set: SetSpec): PermissionSetContent {
  return {
    description: set.description,
    sessionDuration: set.hours * 3600,
    relayState: set.relayState ? relayState : null,
    managedPolicies: set.managed.map(managed).toSorted(),
    customerManagedPolicies: set.customer ? [deploy] : [],
    inlinePolicy: set.inline === null ? null : canonicalPolicy(policy(set.inline)),
    permissionsBoundary: set.boundary
      ? { kind: 'customer-managed', policy: { name: 'Boundary', path: '/' } }
      : null,
  };
}

/** Others' tags are on every live set, and nobody may take them away. */
function tagsOf(set: SetSpec): Tags {
  return { costs: '42', ...(set.team === null ? {} : { team: set.team }) };
}

/** As a snapshot in few words. */
export function snapshotCase(organization: OrganizationCase): Live {
  const live = liveOf(organization);
  return {
    accounts: Object.fromEntries(
      Object.entries(places).map(([name, ou]) => [
        name,
        { ou, state: name === suspended ? 'SUSPENDED' : 'ACTIVE' },
      ]),
    ),
    groups,
    sets: Object.fromEntries(
      [...live.sets].map(([name, { spec, ours }]) => [
        name,
        { content: contentOf(spec), tags: tagsOf(spec), owner: ours ? OWNER : null },
      ]),
    ),
    grants: [...live.grants, ...live.ghosts.map((text) => `gone:Former-${text}`)],
    stale: live.stale,
  };
}

/** As a simulated organization. */
export function seedOf(organization: OrganizationCase): WorldSeed {
  const live = liveOf(organization);
  const rows = (texts: readonly string[], who: 'group' | 'deletedGroup') =>
    texts.map((text) => {
      const [group = '', permissionSet = '', account = ''] = text.split(' ');
      return { [who]: who === 'group' ? group : `Former-${group}`, permissionSet, account };
    });
  return {
    policiesInEveryAccount: ['/teams/Deploy', 'Boundary'],
    accounts: Object.entries(places).map(([name, ou]) => ({
      name,
      ou,
      management: name === 'management',
      state: name === suspended ? ('SUSPENDED' as const) : ('ACTIVE' as const),
    })),
    groups: Object.fromEntries(groups.map((name) => [name, ['ada']])),
    permissionSets: Object.fromEntries(
      [...live.sets].map(([name, { spec, ours }]) => [
        name,
        {
          ...(spec.description === null ? {} : { description: spec.description }),
          sessionDuration: `PT${spec.hours}H`,
          ...(spec.relayState ? { relayState } : {}),
          managedPolicies: [...spec.managed],
          customerManagedPolicies: spec.customer ? ['/teams/Deploy'] : [],
          ...(spec.inline === null ? {} : { inlinePolicy: policy(spec.inline) }),
          ...(spec.boundary ? { permissionsBoundary: { customerManagedPolicy: 'Boundary' } } : {}),
          tags: { ...tagsOf(spec), ...(ours ? { [OWNERSHIP_TAG]: OWNER } : {}) },
        },
      ]),
    ),
    assignments: [...rows(live.grants, 'group'), ...rows(live.ghosts, 'deletedGroup')],
    provisioned: live.stale.map((pair) => {
      const [permissionSet = '', account = ''] = pair.split(' ');
      return { permissionSet, account, was: { sessionDuration: 'PT12H' } };
    }),
  };
}
