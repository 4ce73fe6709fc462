import { describe, expect, it } from 'vitest';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import { withPartition } from '../../../src/core/mapping/with-partition.ts';
import { oneFile } from './support/source-of.ts';

describe('withPartition', () => {
  it('fills in the partition of policies known by name and keeps written ARNs', () => {
    const { value } = loadMapping(
      oneFile(`permissionSets:
  A:
    managedPolicies: [job-function/ViewOnlyAccess, arn:aws-cn:iam::aws:policy/ReadOnlyAccess]
    permissionsBoundary: { managedPolicy: PowerUserAccess }
`),
    );
    const declared = value?.permissionSets[0]?.content;
    expect(declared === undefined ? null : withPartition(declared, 'aws-us-gov')).toMatchObject({
      managedPolicies: [
        'arn:aws-cn:iam::aws:policy/ReadOnlyAccess',
        'arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess',
      ],
      permissionsBoundary: {
        kind: 'aws-managed',
        arn: 'arn:aws-us-gov:iam::aws:policy/PowerUserAccess',
      },
    });
  });

  it('lets a name and the ARN that it stands for be one policy', () => {
    const { value } = loadMapping(
      oneFile(`permissionSets:
  A: { managedPolicies: [ReadOnlyAccess, "arn:aws:iam::aws:policy/ReadOnlyAccess"] }
`),
    );
    const declared = value?.permissionSets[0]?.content;
    expect(declared === undefined ? null : withPartition(declared, 'aws').managedPolicies).toEqual([
      'arn:aws:iam::aws:policy/ReadOnlyAccess',
    ]);
  });
});
