import { describe, expect, it } from 'vitest';
import type { LiveAttributes } from '../../../src/core/model/access-control.ts';
import { planSchema } from '../../../src/core/plan/plan-schema.ts';
import { tagsIn } from '../../../src/core/plan/principal-tags.ts';
import type { Files } from '../support/files.ts';
import { codes, findings, lines, operationOf, planned, type Story } from '../support/planned.ts';

const department = '${path:enterprise.department}';
const costCenter = '${path:enterprise.costCenter}';
const KIND = 'update-access-control-attributes';

const enabled = (attributes: Readonly<Record<string, string>>): LiveAttributes => ({
  status: 'enabled',
  attributes,
});
const files = (attributes?: Readonly<Record<string, string>>, more: Files = {}): Files => ({
  ...more,
  ...(attributes === undefined ? {} : { accessControlAttributes: attributes }),
});

/** The one step, or undefined. */
function step(story: Story) {
  const { plan } = planned({ withDrift: true, ...story });
  return plan.operations.find(({ kind }) => kind === KIND);
}

describe('what differs', () => {
  it('is one operation with everything before and after', () => {
    const live = { attributes: enabled({ Department: department, Old: '${path:title}' }) };
    const head = files({ Department: '${path:enterprise.division}', CostCenter: costCenter });
    const built = planned({ live, head });
    expect(lines(built).map((text) => text.trim())).toEqual([`change ${KIND}`]);
    expect(step({ live, head })).toMatchObject({
      id: KIND,
      permissionSet: null,
      account: null,
      principal: null,
      before: { Department: department, Old: '${path:title}' },
      after: { CostCenter: costCenter, Department: '${path:enterprise.division}' },
      origins: [{ file: 'access/main.yaml' }],
      requires: [],
    });
    expect(planSchema.safeParse(built.plan).success).toBe(true);
  });

  it('is nothing where the files say nothing of them, whatever lives', () => {
    expect(step({ live: { attributes: enabled({ Old: 'x' }) }, head: {} })).toBeUndefined();
  });

  it('is nothing where all is as declared, in whatever order', () => {
    const attributes = enabled({ b: '2', a: '1' });
    expect(step({ live: { attributes }, head: files({ a: '1', b: '2' }) })).toBeUndefined();
    expect(step({ live: {}, head: files({}) })).toBeUndefined();
  });

  it('is from none where they are not enabled, or AWS failed to enable them', () => {
    const head = files({ Department: department });
    const failed: LiveAttributes = { status: 'failed', reason: 'no' };
    for (const live of [{}, { attributes: failed }]) {
      expect(step({ live, head })).toMatchObject({
        before: null,
        after: { Department: department },
      });
    }
  });

  it('is not done while AWS enables what is asked for, because that may fail', () => {
    const attributes: LiveAttributes = {
      status: 'creating',
      attributes: { Department: department },
    };
    expect(step({ live: { attributes }, head: files({ Department: department }) })).toMatchObject({
      before: null,
      after: { Department: department },
    });
    expect(step({ live: { attributes }, head: files({}) })).toMatchObject({
      before: { Department: department },
      after: null,
    });
  });

  it('is to none where the files declare an empty map; a feature that is on without any is on', () => {
    const attributes = enabled({ Department: department });
    expect(step({ live: { attributes }, head: files({}) })).toMatchObject({ after: null });
    expect(step({ live: { attributes: enabled({}) }, head: files({}) })).toMatchObject({
      before: {},
      after: null,
    });
  });

  it('is not known where they could not be read: told, and nothing planned', () => {
    const built = planned({
      live: { attributes: null, unread: [{ part: 'access-control-attributes', why: 'denied' }] },
      head: files({ Department: department }),
    });
    expect(lines(built)).toEqual([]);
    expect(findings(built)).toMatchObject([
      {
        code: 'unread-part',
        severity: 'error',
        headline: 'the attributes for access control could not be read: denied',
        why: 'nothing about them is planned',
      },
    ]);
    expect(built.plan.exhaustive).toBe(false);
  });

  it('is planned for a delegated administrator too', () => {
    const head = files({ Department: department });
    expect(step({ live: { delegated: true }, head })).toMatchObject({ status: 'planned' });
  });
});

describe('the cause', () => {
  const old = files({ Department: department });
  const head = files({ Department: department, CostCenter: costCenter });
  const live = { attributes: enabled({ Department: department }) };

  it('is change where base declares another map, or none', () => {
    expect(step({ live, head, base: old })?.cause).toBe('change');
    expect(step({ live, head, base: {} })?.cause).toBe('change');
    expect(step({ live, head: files({}), base: {} })?.cause).toBe('change');
  });

  it('is pending where base declares it and the last complete apply did not', () => {
    expect(step({ live, head, base: { ...head }, lastApplied: old })?.cause).toBe('pending');
  });

  it('is drift where all declare it, and then only approved by its digest', () => {
    const edited = { attributes: enabled({ Department: 'x', CostCenter: costCenter }) };
    expect(step({ live: edited, head, base: head })?.cause).toBe('drift');
  });

  it('is change where what was merged in between declared another, half applied and taken back', () => {
    expect(step({ live, head, base: head, between: [old] })?.cause).toBe('change');
  });
});

describe('the digest', () => {
  const live = { attributes: enabled({ Department: department }) };
  const head = files({ Department: department, CostCenter: costCenter });
  const digest = step({ live, head })?.digest;

  it('is the same whatever the order of keys and the place in the files', () => {
    const swapped = files({ CostCenter: costCenter, Department: department });
    const guarded = { ...swapped, guardrails: { maxGrants: { count: 5 } } };
    expect(step({ live, head: swapped })?.digest).toBe(digest);
    expect(step({ live, head: guarded, base: {} })?.digest).toBe(digest);
  });

  it('is another where what lives, or what is wanted, is another', () => {
    expect(step({ live: {}, head })?.digest).not.toBe(digest);
    expect(step({ live: { attributes: enabled({}) }, head })?.digest).not.toBe(
      step({ live: {}, head })?.digest,
    );
    expect(step({ live, head: files({}) })?.digest).not.toBe(digest);
  });
});

const reading = (key: string) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'ec2:StopInstances',
      Resource: '*',
      Condition: { StringEquals: { 'ec2:ResourceTag/Team': `\${aws:PrincipalTag/${key}}` } },
    },
  ],
});
const canonical = (key: string): string =>
  `{"Statement":[{"Action":"ec2:StopInstances","Condition":{"StringEquals":{"ec2:ResourceTag/Team":"\${aws:PrincipalTag/${key}}"}},"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}`;

describe('what a reviewer is told', () => {
  it('the tags that an inline policy reads, as a condition or a variable, whatever their case', () => {
    const policy = JSON.stringify({
      Condition: {
        StringEquals: {
          'aws:principaltag/Cost Center': 'x',
          'aws:ResourceTag/team': "${aws:PrincipalTag/Team, 'none'}",
        },
      },
      Resource: ['arn:aws:s3:::${aws:PrincipalTag/Department}/*'],
    });
    expect([...tagsIn(policy)]).toEqual(['cost center', 'team', 'department']);
    expect(tagsIn(null).size).toBe(0);
  });

  it('whose policies read what changes: declared sets as they are to be, others as they live', () => {
    const live = {
      attributes: enabled({ Department: department }),
      sets: {
        Stranger: { owner: null, content: { inlinePolicy: canonical('department') } },
        Developer: { content: { inlinePolicy: canonical('Department') } },
      },
    };
    const head = files(
      { CostCenter: costCenter, Team: '${path:title}' },
      {
        permissionSets: {
          Developer: { inlinePolicy: reading('CostCenter') },
          Reader: { inlinePolicy: reading('Level') },
        },
      },
    );
    expect(operationOf(planned({ live, head }), KIND).warnings).toEqual([
      { kind: 'tag-in-policies', key: 'CostCenter', permissionSets: ['Developer'] },
      { kind: 'tag-in-policies', key: 'Department', permissionSets: ['Stranger'] },
    ]);
  });

  it('which keys somebody edited outside that this change puts back', () => {
    const base = files({ Department: department });
    const story = {
      live: { attributes: enabled({ Department: 'edited' }) },
      head: files({ Department: department, CostCenter: costCenter }),
      base,
    };
    expect(operationOf(planned(story), KIND).warnings).toEqual([
      { kind: 'repairs-drift', fields: ['Department'] },
    ]);
    expect(operationOf(planned({ ...story, base: {} }), KIND).warnings).toEqual([]);
  });

  it('what was merged before and never applied', () => {
    const built = planned({
      live: {},
      head: files({ Department: department, CostCenter: costCenter }),
      base: files({ Department: department }),
      lastApplied: {},
    });
    expect(codes(built)).toContain('not-applied-yet');
    expect(findings(built).find(({ code }) => code === 'not-applied-yet')).toMatchObject({
      headline:
        'the edit of the attributes for access control also brings what was merged or pushed before and never applied: Department',
      operations: [KIND],
    });
  });

  it('that they stay as they are where the files no longer declare them', () => {
    const live = { attributes: enabled({ Department: department }) };
    const built = planned({ live, head: {}, base: files({ Department: department }) });
    expect(lines(built)).toEqual([]);
    expect(codes(built)).toEqual(['settings-changed', 'attributes-no-longer-declared']);
    expect(findings(built)[1]?.help).toContain('accessControlAttributes: {}');
  });

  it('that settings change, also where the key of an attribute is a word of ours', () => {
    const built = planned({
      head: files({ at: '${path:locale}' }),
      base: files({ at: '${path:timezone}' }),
    });
    expect(codes(built)).toContain('settings-changed');
    expect(findings(built)[0]?.headline).toContain('settings.accessControlAttributes');
  });
});
