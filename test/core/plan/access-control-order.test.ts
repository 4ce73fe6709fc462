import { describe, expect, it } from 'vitest';
import type { LiveAttributes } from '../../../src/core/model/access-control.ts';
import { stagesOf } from '../../../src/core/plan/stages.ts';
import { type Files, rule } from '../support/files.ts';
import { operationOf, planned, type Story } from '../support/planned.ts';

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

describe('the order of applying', () => {
  const people = [rule('Blue', 'Developer', 'dev')];
  const developer = (key: string | null): Files => ({
    permissionSets: { Developer: key === null ? {} : { inlinePolicy: reading(key) } },
    assignments: people,
  });
  const stages = (story: Story): string[][] =>
    stagesOf(planned({ withDrift: true, ...story }).plan.operations).map((stage) =>
      stage.map(({ kind }) => kind),
    );
  const living = (key: string | null) => ({
    sets: { Developer: { content: { inlinePolicy: key === null ? null : canonical(key) } } },
    grants: ['Blue Developer dev'],
  });

  it('brings a tag before an edit that comes to read it', () => {
    const story = {
      live: living(null),
      base: developer(null),
      head: files({ Department: department }, developer('department')),
    };
    expect(stages(story)).toEqual([
      [KIND],
      ['update-permission-set'],
      ['provision-permission-set'],
    ]);
    expect(operationOf(planned(story), 'update-permission-set Developer').requires).toEqual([KIND]);
  });

  it('brings a tag before a set is made that reads it', () => {
    const head = files({ Department: department }, developer('Department'));
    expect(stages({ head })).toEqual([[KIND], ['create-permission-set'], ['grant']]);
  });

  it('takes a tag away after the roles that read it are up to date without', () => {
    const story = {
      live: { ...living('Department'), attributes: enabled({ Department: department }) },
      base: files({ Department: department }, developer('Department')),
      head: files({}, developer(null)),
    };
    expect(stages(story)).toEqual([
      ['update-permission-set'],
      ['provision-permission-set'],
      [KIND],
    ]);
  });

  it('brings the new tag first where a set changes from one to another', () => {
    const story = {
      live: { ...living('Department'), attributes: enabled({ Department: department }) },
      base: files({ Department: department }, developer('Department')),
      head: files({ CostCenter: costCenter }, developer('CostCenter')),
    };
    expect(stages(story)).toEqual([
      [KIND],
      ['update-permission-set'],
      ['provision-permission-set'],
    ]);
  });

  it('binds no set that reads none of them', () => {
    const story = {
      live: living(null),
      base: developer(null),
      head: files({ Department: department }, developer('Level')),
    };
    expect(stages(story)).toEqual([[KIND, 'update-permission-set'], ['provision-permission-set']]);
  });

  it('never has a change wait for attributes that only drifted', () => {
    const attributes = { Department: department };
    const story = {
      live: { ...living(null), attributes: enabled({}) },
      base: files(attributes, developer(null)),
      head: files(attributes, developer('Department')),
    };
    expect(operationOf(planned(story), 'update-permission-set Developer').requires).toEqual([]);
  });
});
