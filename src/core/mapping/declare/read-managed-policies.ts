import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { CustomerManagedPolicy } from '../../model/permission-set.ts';
import type { Tree } from '../read/tree.ts';
import type { policyReference } from '../schema/permission-set-schema.ts';
import { policyArnInAnyPartition } from '../with-partition.ts';
import { fieldsOf, textsOf } from './fields.ts';

const policyName = /^[A-Za-z0-9_+=,.@-]{1,128}$/;
const pathAndName = /^(?:[A-Za-z0-9_+=,.@-]+\/)*[A-Za-z0-9_+=,.@-]{1,128}$/;
const policyPath = /^(?:\/[A-Za-z0-9.,+@=_-]+)*\/$/;
const managedArn =
  /^arn:aws[a-z-]*:iam::aws:policy\/(?:[A-Za-z0-9_+=,.@-]+\/)*[A-Za-z0-9_+=,.@-]+$/;

/** The ARN of an AWS managed policy, its partition open where the file does not say. */
export function readManagedPolicy(written: Located<string>, problems: Diagnostic[]): string | null {
  const { value, at } = written;
  if (managedArn.test(value)) return value;
  if (!value.startsWith('arn:') && pathAndName.test(value)) return policyArnInAnyPartition(value);
  const customer = /^arn:[^:]*:iam::\d{12}:policy(\/.*)$/.exec(value);
  if (customer !== null) {
    const name = (customer[1] ?? '').split('/').at(-1) ?? '';
    problems.push(
      errorAt(at, 'invalid-managed-policy', `"${value}" is a customer managed policy`, {
        why: 'a permission set names such a policy without its account: each account has its own',
        help: `write "${name}" under customerManagedPolicies`,
      }),
    );
    return null;
  }
  problems.push(
    errorAt(at, 'invalid-managed-policy', `"${value}" is not an AWS managed policy's name or ARN`, {
      help: 'write it like PowerUserAccess, job-function/ViewOnlyAccess or arn:aws:iam::aws:policy/PowerUserAccess',
    }),
  );
  return null;
}

/** A customer managed policy written as its name, or as a map of name and path. */
export function readCustomerManagedPolicy(
  tree: Tree,
  problems: Diagnostic[],
): Located<CustomerManagedPolicy> | null {
  const fields = fieldsOf<typeof policyReference>(tree);
  const name = tree.kind === 'map' ? fields.text('name') : (textsOf(tree, false)[0] ?? null);
  const path = fields.text('path');
  if (name === null) return null;
  if (!policyName.test(name.value)) {
    problems.push(
      errorAt(
        name.at,
        'invalid-customer-managed-policy',
        `"${name.value}" cannot be the name of a policy`,
        { help: helpWithName(name.value) },
      ),
    );
    return null;
  }
  if (path !== null && (!policyPath.test(path.value) || path.value.length > 512)) {
    const names = path.value.split('/').filter((part) => part !== '');
    problems.push(
      errorAt(
        path.at,
        'invalid-customer-managed-policy',
        `"${path.value}" is not a policy's path`,
        {
          why: 'a path starts and ends with /',
          help: `write "/${names.map((part) => `${part}/`).join('')}"`,
        },
      ),
    );
    return null;
  }
  return { value: { name: name.value, path: path?.value ?? '/' }, at: tree.at };
}

function helpWithName(text: string): string {
  const parts = /^(?:arn:[^:]*:iam::[^:]*:policy)?\/?((?:[^/:]+\/)*)([^/:]+)$/.exec(text);
  const [path = '', name = ''] = [parts?.[1], parts?.[2]];
  if (parts === null || name === text) {
    return 'use up to 128 letters, digits and _ + = , . @ -';
  }
  return path === '' ? `write "${name}"` : `write { name: ${name}, path: /${path} }`;
}
