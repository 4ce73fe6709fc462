import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { embedPolicies, resourceNameOf } from './support/embed-policies.ts';
import { isUpdating } from './support/lists-of.ts';
import { filled, policyFolder, readPolicy, type Values } from './support/policy-files.ts';
import { readTemplate } from './support/read-template.ts';
import { resolveTemplate } from './support/resolve-template.ts';
import { given, roleOf, templatePath } from './support/roles-of.ts';

const names = readdirSync(policyFolder).map((file) => file.replace('.json', ''));
const policies = Object.fromEntries(names.map((name) => [name, readPolicy(name)]));
const copies = ['examples/starter/aws/roles.yaml', 'examples/entra/aws/roles.yaml'];

if (isUpdating) {
  const text = embedPolicies(readFileSync(templatePath, 'utf8'), policies);
  for (const path of [templatePath, ...copies]) writeFileSync(path, text);
}

const template = readTemplate(templatePath);
const text = readFileSync(templatePath, 'utf8');
const on = Object.fromEntries(
  ['Adoption', 'AccessControlAttributes', 'Applications', 'ManagementAccountAccess'].map((name) => [
    name,
    'true',
  ]),
);

const values: Values = {
  partition: 'aws',
  account_id: '222233334444',
  instance_id: given['InstanceId'] ?? '',
  owner: 'platform',
  management_account_id: given['ManagementAccountId'] ?? '',
};
const documents = (...files: readonly string[]) =>
  Object.fromEntries(files.map((name) => [resourceNameOf(name), filled(readPolicy(name), values)]));

describe('the policies of examples/aws', () => {
  it.each(names)('%s fits into a managed policy', (name) => {
    const longest = { ...values, partition: 'aws-us-gov', owner: 'x'.repeat(256) };
    const { length } = JSON.stringify(filled(readPolicy(name), longest)).replaceAll(/\s/g, '');
    // IAM counts what is not white space, up to 6,144.
    expect(length).toBeLessThanOrEqual(6144);
  });

  it.each(names)('%s names each statement and each action once', (name) => {
    const { Statement } = readPolicy(name);
    const sids = Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    for (const { Sid, Action = [] } of Statement) {
      expect(Sid).toMatch(/^[A-Za-z0-9]+$/);
      expect(new Set(Action).size).toBe(Action.length);
    }
  });
});

describe('examples/aws/cloudformation/roles.yaml', () => {
  it('holds the policies of examples/aws/policies', () => {
    expect(embedPolicies(text, policies)).toBe(text);
  });

  it.each(copies)('is %s, byte for byte', (copy) => {
    expect(readFileSync(copy, 'utf8')).toBe(text);
  });

  it('gives the plan role what plan, drift, doctor and explain ask for', () => {
    expect(roleOf('PlanRole', on).policies).toEqual(
      documents('plan', 'drift', 'doctor', 'explain'),
    );
  });

  it('gives the apply role what apply asks for, outside of the management account', () => {
    expect(roleOf('ApplyRole').policies).toEqual(
      documents('apply', 'outside-the-management-account'),
    );
  });

  it('gives the apply role what its switches say', () => {
    expect(roleOf('ApplyRole', on).policies).toEqual(
      documents(
        'apply',
        'adoption',
        'access-control-attributes',
        'applications',
        'management-account',
      ),
    );
  });

  it.each(template.Parameters['PlanTrust']?.AllowedValues ?? [])(
    'refers to nothing that is not there, with %s and every switch on or off',
    (PlanTrust) => {
      const off = { ...given, PlanTrust, CreateIdentityProvider: 'false' };
      const fewest = Object.keys(resolveTemplate(template, off));
      const most = Object.keys(resolveTemplate(template, { ...given, ...on, PlanTrust }));
      expect(most.toSorted()).toEqual(Object.keys(template.Resources).toSorted());
      expect(fewest.length).toBeLessThan(most.length);
    },
  );

  it('shows every parameter in the console, and uses every parameter and condition', () => {
    const { Parameters, Conditions, Metadata, ...used } = template;
    const inUse = JSON.stringify([used, Conditions]);
    const isUsed = (name: string): boolean =>
      inUse.includes(`"${name}"`) || inUse.includes(`\${${name}}`);
    const all = [...Object.keys(Parameters), ...Object.keys(Conditions)];
    expect(all.filter((name) => !isUsed(name))).toEqual([]);
    const shown = JSON.stringify(Metadata);
    expect(Object.keys(Parameters).filter((name) => !shown.includes(`"${name}"`))).toEqual([]);
  });
});
