import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt, warningAt } from '../../diagnostics/error-at.ts';
import type { Located, Span } from '../../diagnostics/span.ts';
import type {
  CustomerManagedPolicy,
  PermissionSetContent,
  PermissionsBoundary,
} from '../../model/permission-set.ts';
import { awsLimits } from '../limits.ts';
import type { MapEntry, Tree } from '../read/tree.ts';
import type { permissionSet, permissionsBoundary } from '../schema/permission-set-schema.ts';
import { fieldsOf } from './fields.ts';
import { readCustomerManagedPolicy, readManagedPolicy } from './read-managed-policies.ts';
import { warnOfRepeats } from './read-selectors.ts';

type Attachments = Pick<
  PermissionSetContent,
  'managedPolicies' | 'customerManagedPolicies' | 'permissionsBoundary'
>;

/** The policies that a permission set attaches by reference. */
export function readAttachments(
  name: string,
  entry: MapEntry,
  problems: Diagnostic[],
): Attachments {
  const fields = fieldsOf<typeof permissionSet>(entry.value);
  const names = fields.texts('managedPolicies');
  warnOfRepeats(names, problems);
  const managed = names.flatMap((written) => readManagedPolicy(written, problems) ?? []);
  const customer = fields
    .items('customerManagedPolicies')
    .flatMap((item) => readCustomerManagedPolicy(item, problems) ?? []);
  warnOfRepeats(
    customer.map(({ value, at }) => ({ value: value.path + value.name, at })),
    problems,
  );
  const managedPolicies = [...new Set(managed)].toSorted();
  const customerManagedPolicies = distinct(customer.map(({ value }) => value));
  const count = managedPolicies.length + customerManagedPolicies.length;
  problems.push(...checkCount(name, count, entry.keyAt));
  const boundary = fields.tree('permissionsBoundary');
  return {
    managedPolicies,
    customerManagedPolicies,
    permissionsBoundary: boundary === null ? null : readBoundary(boundary, problems),
  };
}

function distinct(policies: readonly CustomerManagedPolicy[]): CustomerManagedPolicy[] {
  const byName = new Map(policies.map((policy) => [policy.path + policy.name, policy]));
  return [...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, policy]) => policy);
}

function checkCount(name: string, count: number, at: Span): readonly Diagnostic[] {
  if (count > awsLimits.policies) {
    return [
      errorAt(
        at,
        'too-many-policies',
        `"${name}" has ${count} managed policies; AWS allows ${awsLimits.policies}`,
        {
          why: 'AWS managed and customer managed policies count together',
          help: 'merge customer managed policies, or move statements into the inline policy',
        },
      ),
    ];
  }
  if (count <= awsLimits.policiesByDefault) return [];
  return [
    warningAt(
      at,
      'many-policies',
      `"${name}" has ${count} managed policies, more than a role takes by default`,
      {
        why: `IAM's default quota is ${awsLimits.policiesByDefault} for each role; provisioning fails in accounts that did not raise it`,
        help: 'raise the quota in every assigned account, or merge policies',
      },
    ),
  ];
}

function readBoundary(tree: Tree, problems: Diagnostic[]): PermissionsBoundary | null {
  const fields = fieldsOf<typeof permissionsBoundary>(tree);
  const customer = fields.tree('customerManagedPolicy');
  const managed = fields.text('managedPolicy');
  if (tree.kind === 'map' && (customer === null) === !fields.has('managedPolicy')) {
    problems.push(
      errorAt(
        tree.at,
        'invalid-permissions-boundary',
        customer === null
          ? 'the permissions boundary names no policy'
          : 'the permissions boundary names two policies',
        { help: 'name one of customerManagedPolicy and managedPolicy' },
      ),
    );
  }
  return customer === null ? awsManaged(managed, problems) : customerManaged(customer, problems);
}

function awsManaged(
  written: Located<string> | null,
  problems: Diagnostic[],
): PermissionsBoundary | null {
  const arn = written === null ? null : readManagedPolicy(written, problems);
  return arn === null ? null : { kind: 'aws-managed', arn };
}

function customerManaged(tree: Tree, problems: Diagnostic[]): PermissionsBoundary | null {
  const policy = readCustomerManagedPolicy(tree, problems);
  return policy === null ? null : { kind: 'customer-managed', policy: policy.value };
}
