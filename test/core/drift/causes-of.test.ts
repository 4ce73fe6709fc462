import { describe, expect, it } from 'vitest';
import { causesOf, eventNamesFor, type Outcomes } from '../../../src/core/drift/causes-of.ts';
import { driftReport } from '../../../src/core/drift/drift-report.ts';
import type { AsyncOutcome } from '../../../src/core/model/async-outcome.ts';
import type { PermissionSetArn } from '../../../src/core/model/ids.ts';
import type { TrailEvent } from '../../../src/core/model/trail.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import {
  account,
  changeSet,
  grants,
  group,
  inEntra,
  onApplication,
  plan,
  provision,
  revokes,
} from '../../report/build-plan.ts';

const ARN = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef';
const GONE = 'arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-gggggggggggggggg';
const names = {
  arnOf: (name: string) => (name === 'Developer' ? ARN : null),
  nameOf: (arn: string) => (arn === ARN ? 'Developer' : arn === GONE ? 'Gone' : null),
};
const prod = account('prod', 111122223333);
const vendors = group('Vendors');

const surplus = revokes(vendors, 'Developer', [prod], { cause: 'drift' });
const missing = grants(vendors, 'Developer', [prod], { cause: 'drift' });
const assigned = {
  targetId: prod.id,
  targetType: 'AWS_ACCOUNT',
  permissionSetArn: ARN,
  principalId: vendors.id,
  principalType: 'GROUP',
};

let last = 0;

function event(
  name: string,
  minute: number,
  request: Readonly<Record<string, unknown>>,
  more: Partial<TrailEvent> = {},
): TrailEvent {
  last += 1;
  return {
    eventId: `event-${last}`,
    name,
    at: `2026-11-02T09:${String(minute).padStart(2, '0')}:00Z`,
    actor: {
      name: 'mallory',
      arn: 'arn:aws:sts::100000000001:assumed-role/Admin/mallory',
      console: true,
      from: null,
    },
    errorCode: null,
    requestId: null,
    request,
    ...more,
  };
}

function explain(
  operations: readonly Operation[],
  events: readonly TrailEvent[],
  outcomes: Outcomes = new Map(),
  more: Parameters<typeof plan>[1] = {},
) {
  const { entries } = driftReport(plan(operations, more));
  const { causes, questions } = causesOf(entries, events, outcomes, names);
  const [entry, ...others] = entries;
  if (entry === undefined || others.length > 0) throw new Error('there is not one entry');
  const cause = causes.get(entry.key);
  return {
    questions,
    kind: cause?.kind,
    cause,
    ids: cause?.kind === 'explained' ? cause.by.map(({ event: { eventId } }) => eventId) : [],
  };
}

describe('an assignment', () => {
  const created = (minute: number, more: Partial<TrailEvent> = {}) =>
    event('CreateAccountAssignment', minute, assigned, more);
  const deleted = (minute: number, more: Partial<TrailEvent> = {}) =>
    event('DeleteAccountAssignment', minute, assigned, more);

  it('that nobody declared is explained by the newest call that made it', () => {
    const newest = created(20);
    expect(explain(surplus, [created(10), newest, created(5)]).ids).toEqual([newest.eventId]);
  });

  it('that is missing is explained by the newest call that took it away', () => {
    const newest = deleted(20);
    expect(explain(missing, [created(10), newest]).ids).toEqual([newest.eventId]);
  });

  it.each([
    ['a later call undid it', [created(10), deleted(20)]],
    ['AWS refused the call', [created(10, { errorCode: 'AccessDenied' })]],
    [
      'the call was for another account',
      [event('CreateAccountAssignment', 1, { ...assigned, targetId: '1' })],
    ],
    [
      'the call was for another set',
      [event('CreateAccountAssignment', 1, { ...assigned, permissionSetArn: GONE })],
    ],
    [
      'the call was for somebody else',
      [event('CreateAccountAssignment', 1, { ...assigned, principalId: 'x' })],
    ],
    [
      'the request is not what it should be',
      [event('CreateAccountAssignment', 1, { targetId: { id: 1 } })],
    ],
  ])('is not explained where %s', (_, events) => {
    expect(explain(surplus, events).kind).toBe('unexplained');
  });

  it('is not explained by a request that failed afterwards, but by the one before it', () => {
    const before = created(10, { requestId: 'r1' });
    const failed = created(20, { requestId: 'r2' });
    const undone = deleted(30, { requestId: 'r3' });
    const events = [before, failed, undone];
    expect(explain(surplus, events).questions).toEqual([{ kind: 'deletion', requestId: 'r3' }]);
    const outcomes = new Map<string, AsyncOutcome>([
      ['r3', { status: 'failed', reason: 'no' } as const],
      ['r2', { status: 'failed', reason: 'no' } as const],
    ]);
    expect(explain(surplus, events, outcomes).questions).toEqual([
      { kind: 'creation', requestId: 'r1' },
    ]);
    const all = new Map<string, AsyncOutcome>([
      ...outcomes,
      ['r1', { status: 'succeeded' } as const],
    ]);
    expect(explain(surplus, events, all).ids).toEqual([before.eventId]);
  });

  it('is explained with a doubt where AWS no longer knows how the request ended', () => {
    const { cause } = explain(surplus, [created(10, { requestId: 'r1' })], new Map([['r1', null]]));
    expect(cause).toMatchObject({ by: [{ outcome: 'unknown' }] });
  });

  it('is told as one of our own applies by the name of its session', () => {
    const actor = {
      name: 'access-apply-42',
      arn: 'arn:aws:sts::100000000001:assumed-role/Access/access-apply-42',
      console: false,
      from: null,
    };
    expect(explain(surplus, [created(10, { actor })]).cause).toMatchObject({
      by: [{ applyRun: '42' }],
    });
  });

  it('may be the doing of a call of the old console, which names the principal alone', () => {
    const old = (name: string, minute: number) =>
      event(name, minute, { accessorId: vendors.id, profileId: 'p-1' });
    expect(explain(surplus, [old('AssociateProfile', 1)]).kind).toBe('perhaps');
    expect(explain(surplus, [old('AssociateProfile', 1), old('DisassociateProfile', 2)]).kind).toBe(
      'unexplained',
    );
  });
});

describe('a permission set', () => {
  const policy =
    '{"Statement":[{"Action":"s3:*","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}';
  const edited = changeSet(
    'Developer',
    { sessionDuration: 43_200, managedPolicies: ['arn:a', 'arn:b'], inlinePolicy: policy },
    { sessionDuration: 14_400, managedPolicies: ['arn:b'], inlinePolicy: null },
    { cause: 'drift' },
  );
  const on = { permissionSetArn: ARN };
  const session = event('UpdatePermissionSet', 1, { ...on, sessionDuration: 'PT12H' });
  const attached = event('AttachManagedPolicyToPermissionSet', 2, {
    ...on,
    managedPolicyArn: 'arn:a',
  });
  const written = event('PutInlinePolicyToPermissionSet', 3, {
    ...on,
    inlinePolicy: `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:*"],"Resource":"*"}}`,
  });

  it('is explained field by field, each by the newest call that wrote what is live', () => {
    const other = event('UpdatePermissionSet', 9, { ...on, description: 'x' });
    const { cause, ids } = explain(
      [edited, provision('Developer', [prod], { cause: 'drift' })],
      [
        session,
        attached,
        written,
        other,
        event('AttachManagedPolicyToPermissionSet', 8, { ...on, managedPolicyArn: 'arn:c' }),
      ],
    );
    expect(ids).toEqual([written.eventId, attached.eventId, session.eventId]);
    expect(cause).toMatchObject({ whole: true });
  });

  it('is explained in part where a field was written otherwise since', () => {
    const later = event('UpdatePermissionSet', 9, { ...on, sessionDuration: 'PT2H' });
    const { cause, ids } = explain([edited], [session, later, attached, written]);
    expect(ids).toEqual([written.eventId, attached.eventId]);
    expect(cause).toMatchObject({ whole: false });
  });

  it('is not explained by another policy than the one that is live, nor denied one that was left out', () => {
    const onlyPolicy = changeSet(
      'Developer',
      { inlinePolicy: policy },
      { inlinePolicy: null },
      { cause: 'drift' },
    );
    const other = event('PutInlinePolicyToPermissionSet', 9, {
      ...on,
      inlinePolicy: '{"Statement":[]}',
    });
    expect(explain([onlyPolicy], [written, other]).kind).toBe('unexplained');
    const secret = { ...on, inlinePolicy: 'HIDDEN_DUE_TO_SECURITY_REASONS' };
    const hidden = event('PutInlinePolicyToPermissionSet', 9, secret);
    expect(explain([onlyPolicy], [written, hidden]).ids).toEqual([hidden.eventId]);
  });

  it.each([
    [
      { customerManagedPolicies: [{ name: 'Deploy', path: '/teams/' }] },
      { customerManagedPolicies: [] },
      'AttachCustomerManagedPolicyReferenceToPermissionSet',
      { customerManagedPolicyReference: { name: 'Deploy', path: '/teams/' } },
    ],
    [
      { permissionsBoundary: null },
      { permissionsBoundary: { kind: 'aws-managed', arn: 'arn:a' } },
      'DeletePermissionsBoundaryFromPermissionSet',
      {},
    ],
    [{ tags: { team: null } }, { tags: { team: 'a' } }, 'UntagResource', { tagKeys: ['team'] }],
    [
      { tags: { team: 'b' } },
      { tags: { team: 'a' } },
      'TagResource',
      { tags: [{ key: 'team', value: 'b' }] },
    ],
    [{ description: 'b' }, { description: 'a' }, 'UpdatePermissionSet', { description: 'b' }],
    [
      { relayState: null },
      { relayState: 'https://a' },
      'UpdatePermissionSet',
      { description: 'a' },
    ],
  ] as const)('whose %j was %j is explained by %s', (live, declared, name, request) => {
    const edit = changeSet('Developer', live, declared, { cause: 'drift' });
    const arn = name.endsWith('Resource') ? { resourceArn: ARN } : on;
    const call = event(name, 1, { ...arn, ...request });
    expect(explain([edit], [call]).ids).toEqual([call.eventId]);
    const ofAnother = event(name, 2, {
      ...arn,
      permissionSetArn: GONE,
      resourceArn: GONE,
      ...request,
    });
    expect(explain([edit], [ofAnother]).kind).toBe('unexplained');
  });

  it('that nobody declares is explained by whoever made it, with its ownership tag', () => {
    const leftover = changeSet('Developer', { managedPolicies: [] }, null, { cause: 'drift' });
    const creation = event('CreatePermissionSet', 1, { name: 'Developer' });
    expect(explain([leftover], [creation]).ids).toEqual([creation.eventId]);
    const tags = [{ key: 'identity-center-reconciler', value: 'platform' }];
    const tagged = event('TagResource', 2, { resourceArn: ARN, tags });
    expect(explain([leftover], [creation, tagged]).ids).toEqual([tagged.eventId]);
  });

  it('that no file declares and nobody owns is explained by whoever made it, or took its ownership tag', () => {
    const [creation, untagged, other] = [
      event('CreatePermissionSet', 1, { name: 'Developer' }),
      event('UntagResource', 2, { resourceArn: ARN, tagKeys: ['identity-center-reconciler'] }),
      event('UntagResource', 3, { resourceArn: ARN, tagKeys: ['team'] }),
    ];
    const undeclaredSets = [
      { name: 'Developer', arn: ARN as PermissionSetArn, administrator: null },
    ];
    const alone = (events: readonly TrailEvent[]) =>
      explain([], events, new Map(), { undeclaredSets });
    expect(alone([creation, other]).ids).toEqual([creation.eventId]);
    expect(alone([creation, untagged, other]).ids).toEqual([untagged.eventId]);
    expect(alone([event('CreatePermissionSet', 1, { name: 'Another' })]).kind).toBe('unexplained');
  });

  it('that is gone is found by the name that an earlier run knew', () => {
    const gone = changeSet('Gone', null, { managedPolicies: [] }, { cause: 'drift' });
    const deletion = event('DeletePermissionSet', 1, { permissionSetArn: GONE });
    expect(explain([gone], [deletion]).ids).toEqual([deletion.eventId]);
  });

  it('whose roles were left behind is explained by the last edit', () => {
    const stale = provision('Developer', [prod], { cause: 'drift' });
    expect(explain([stale], [session, written]).ids).toEqual([written.eventId]);
  });
});

it('a group that is gone, or came back, is explained by its deletion', () => {
  const deletion = event('DeleteGroup', 1, { groupId: vendors.id });
  const another = event('DeleteGroup', 2, { groupId: 'x' });
  const ghost = revokes(vendors, 'Developer', [prod], {
    cause: 'drift',
    warnings: [{ kind: 'ghost' }],
  });
  expect(explain(ghost, [deletion, another]).ids).toEqual([deletion.eventId]);
  const again = { kind: 'group-recreated', from: vendors.id, to: 'id-of-new' } as const;
  const rebind = [
    ...revokes(vendors, 'Developer', [prod], { cause: 'drift', warnings: [again] }),
    ...grants(group('new'), 'Developer', [prod], { cause: 'drift', warnings: [again] }),
  ];
  expect(explain(rebind, [deletion, another]).ids).toEqual([deletion.eventId]);
});

it('an assignment to an application is explained by the newest call about it', () => {
  const undeclared = onApplication('unassign-application', vendors, 'grafana', { cause: 'drift' });
  const request = { applicationArn: undeclared.application.arn, principalId: vendors.id };
  const created = event('CreateApplicationAssignment', 1, request);
  expect(explain([undeclared], [created]).ids).toEqual([created.eventId]);
  const deleted = event('DeleteApplicationAssignment', 2, request);
  expect(explain([undeclared], [created, deleted]).kind).toBe('unexplained');
});

describe('what CloudTrail is asked', () => {
  it('follows from the drift: nothing for none, and nothing for what happened in Entra ID', () => {
    const { entries } = driftReport(
      plan([inEntra('assign-group-to-application', vendors, { cause: 'drift' })]),
    );
    expect(eventNamesFor([], names)).toEqual([]);
    expect(eventNamesFor(entries, names)).toEqual([]);
    expect(causesOf(entries, [], new Map(), names).causes.get(entries[0]?.key ?? '')).toEqual({
      kind: 'elsewhere',
    });
  });

  it('is only what can have made or taken away what drifted', () => {
    const { entries } = driftReport(plan(surplus));
    expect(eventNamesFor(entries, names)).toEqual([
      'AssociateProfile',
      'CreateAccountAssignment',
      'DeleteAccountAssignment',
      'DisassociateProfile',
    ]);
  });
});
