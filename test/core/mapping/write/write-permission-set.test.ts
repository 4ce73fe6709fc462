import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../../src/core/mapping/load-mapping.ts';
import { withPartition } from '../../../../src/core/mapping/with-partition.ts';
import { policyFileNames } from '../../../../src/core/mapping/write/policy-file-names.ts';
import { policyText } from '../../../../src/core/mapping/write/policy-text.ts';
import {
  permissionSetNode,
  type WrittenPermissionSet,
} from '../../../../src/core/mapping/write/write-permission-set.ts';
import { mapNode } from '../../../../src/core/mapping/write/yaml-nodes.ts';
import { canonicalPolicy } from '../../../../src/core/model/canonical-policy.ts';
import { sortedBy, sortedUnique } from '../../../../src/core/model/order.ts';
import { linesBelow } from './lines-below.ts';

const partition = 'aws-us-gov';
const defaults = { sessionDuration: 4 * 3_600, tags: { source: 'access', team: 'platform' } };

function linesOf(set: WrittenPermissionSet): string {
  const node = permissionSetNode(set, { partition, defaults });
  return linesBelow('permissionSets', mapNode([[set.name, node]]));
}

function load(set: WrittenPermissionSet) {
  const settings =
    'settings:\n  manage: { owner: platform }\n  defaults: { sessionDuration: 4h, tags: { source: access, team: platform } }\n';
  const { inlinePolicy } = set.content;
  const policy = inlinePolicy === null ? null : policyText(inlinePolicy);
  const texts = {
    'access/sets.yaml': `${settings}permissionSets:\n${linesOf(set)}`,
    ...(policy !== null && { [`access/${set.policyFile ?? ''}`]: policy }),
  };
  const files = Object.entries(texts).map(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    return { path, kind: 'file' as const, bytes, size: bytes.length };
  });
  const { value, diagnostics } = loadMapping({
    directory: 'access',
    included: [],
    exists: true,
    files,
  });
  const [found] = value?.permissionSets ?? [];
  if (found === undefined) {
    throw new Error(
      `${diagnostics.map(({ headline }) => headline).join('\n')}\n${JSON.stringify(texts)}`,
    );
  }
  return found;
}

/** No file may have them as keys, whatever AWS takes. */
const refusedKeys = ['__proto__', 'constructor', 'prototype'];

const latin = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\n', '\t', ' ', '#', ':', "'", '"', '-', '|', '\u00e9'),
    fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  ),
  minLength: 1,
  maxLength: 60,
});
const word = fc.stringMatching(/^[A-Za-z0-9_+=,.@-]{1,12}$/);
const name = fc
  .oneof(
    word,
    fc.constantFrom('null', 'yes', '1e3', '0x1', '-', '--', '.', '=', '@x', ',', '2027-03-31'),
  )
  .filter((text) => !refusedKeys.includes(text));
const path = fc.constantFrom('/', '/teams/', '/a/b/');
const policy = fc.constantFrom(
  null,
  { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }] },
  {
    Version: '2012-10-17',
    Id: 'x',
    Statement: {
      Sid: 'A1',
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: 'arn:aws-us-gov:s3:::b/*',
      Condition: {
        Bool: { 'aws:MultiFactorAuthPresent': false },
        StringLike: { 'a:b': ['x', "y'"] },
      },
    },
  },
);
const tags = fc.dictionary(
  fc
    .oneof(
      fc.constantFrom('team', 'source', 'yes', '1'),
      word.map((text) => text.replaceAll(',', '')),
    )
    .filter((key) => key !== '' && !refusedKeys.includes(key)),
  fc.constantFrom('platform', '', 'no', '1.5', 'a b', 'x:y', '=', '-'),
  { maxKeys: 4 },
);

const written = fc
  .record({
    name,
    description: fc.option(latin),
    hours: fc.integer({ min: 3_600, max: 43_200 }),
    relayState: fc.option(fc.constantFrom('https://console.aws.amazon.com/x?a=b#c', '# x', 'a: b')),
    managed: fc.array(fc.tuple(fc.constantFrom('aws', partition), word), { maxLength: 3 }),
    customer: fc.array(fc.record({ name: word, path }), { maxLength: 3 }),
    policy,
    bound: fc.option(fc.record({ name: word, path })),
    tags,
  })
  .map((one): WrittenPermissionSet => ({
    name: one.name,
    content: {
      description: one.description,
      sessionDuration: one.hours,
      relayState: one.relayState,
      managedPolicies: sortedUnique(
        one.managed.map(([part, text]) => `arn:${part}:iam::aws:policy/${text}`),
      ),
      customerManagedPolicies: sortedBy(
        new Map(one.customer.map((each) => [each.path + each.name, each])).values(),
        (each) => each.path + each.name,
      ),
      inlinePolicy: one.policy === null ? null : canonicalPolicy(one.policy),
      permissionsBoundary:
        one.bound === null ? null : { kind: 'customer-managed', policy: one.bound },
    },
    tags: { ...defaults.tags, ...one.tags, 'aws:owned': 'x', 'identity-center-reconciler': 'me' },
    policyFile: one.policy === null ? null : (policyFileNames([one.name]).get(one.name) ?? null),
  }));

const empty: WrittenPermissionSet = {
  name: 'Empty',
  content: {
    description: null,
    sessionDuration: 4 * 3_600,
    relayState: null,
    managedPolicies: [],
    customerManagedPolicies: [],
    inlinePolicy: null,
    permissionsBoundary: null,
  },
  tags: defaults.tags,
  policyFile: null,
};

describe('a written permission set', () => {
  it('loads as what AWS holds', () => {
    fc.assert(
      fc.property(written, (set) => {
        const found = load(set);
        const { 'aws:owned': _, 'identity-center-reconciler': __, ...own } = set.tags;
        expect([found.name, withPartition(found.content, partition), found.tags]).toEqual([
          set.name,
          set.content,
          own,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([' \n', '\n', 'a\n', 'a\n\n', ' a\nb', 'a\n b', 'a \nb', 'a\n \nb', 'a\n\t', '\n\n x\n'])(
    'loads with the very same white space: %j',
    (description) => {
      const set = { ...empty, content: { ...empty.content, description } };
      expect(load(set).content.description).toBe(description);
    },
  );

  it('reads as a person would have written it', () => {
    const set: WrittenPermissionSet = {
      name: 'Developer',
      content: {
        description: 'Build and run: everything',
        sessionDuration: 9 * 3_600,
        relayState: 'https://console.aws.amazon.com/cloudwatch/home',
        managedPolicies: ['PowerUserAccess', 'job-function/ViewOnlyAccess'].map(
          (each) => `arn:${partition}:iam::aws:policy/${each}`,
        ),
        customerManagedPolicies: [
          { name: 'Team', path: '/' },
          { name: 'Deploy', path: '/teams/' },
        ],
        inlinePolicy: canonicalPolicy({ Version: '2012-10-17', Statement: [] }),
        permissionsBoundary: {
          kind: 'aws-managed',
          arn: `arn:${partition}:iam::aws:policy/Boundary`,
        },
      },
      tags: { team: 'data', source: 'access' },
      policyFile: 'policies/Developer.json',
      comment: ['AWS Support needs it.'],
    };
    expect(linesOf(set)).toBe(`  Developer:
    # AWS Support needs it.
    description: 'Build and run: everything'
    sessionDuration: 9h
    relayState: https://console.aws.amazon.com/cloudwatch/home
    managedPolicies: [PowerUserAccess, job-function/ViewOnlyAccess]
    customerManagedPolicies:
      - Team
      - name: Deploy
        path: /teams/
    inlinePolicy: policies/Developer.json
    permissionsBoundary:
      managedPolicy: Boundary
    tags:
      team: data
`);
  });

  it('is {} where nothing is to be said', () => {
    expect(linesOf(empty)).toBe('  Empty: {}\n');
  });
});

describe('a policy as a file', () => {
  it('has its keys in the order in which people write them', () => {
    const canonical = canonicalPolicy({
      Version: '2012-10-17',
      Statement: [
        {
          Resource: '*',
          Condition: {},
          Action: ['s3:Get*', 's3:List*'],
          Sid: 'A',
          Effect: 'Allow',
        },
      ],
    });
    expect(policyText(canonical)?.match(/(?<=")[A-Z]\w+(?=":)/g)).toEqual([
      'Version',
      'Statement',
      'Sid',
      'Effect',
      'Action',
      'Resource',
      'Condition',
    ]);
  });

  it('is not there for what is no JSON', () => {
    expect(policyText('not json')).toBeNull();
  });

  it('has a name that every file system takes, and no two alike', () => {
    const names = [
      'DataEngineer',
      'AWSPower-User2',
      'Dev',
      'dev',
      '..',
      '.git',
      'con',
      'a=b',
      'a,b',
    ];
    expect([...policyFileNames(names).values()]).toEqual(
      [
        'data-engineer',
        'aws-power-user2',
        'dev',
        'dev-2',
        'some',
        'git',
        'some-con',
        'a-b',
        'a-b-2',
      ].map((file) => `policies/${file}.json`),
    );
  });
});
