import type * as z from 'zod';
import type { PrincipalType } from '../../model/principal.ts';
import {
  accessControlAttributes,
  accountAssignment,
  applicationAssignment,
  partOfSet,
  setAttributes,
} from './state-schema.ts';

interface WhoAndWhere {
  readonly accountId: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
}

/** What one resource of Identity Center is about. */
export type ResourceFacts =
  | {
      readonly kind: 'set';
      readonly permissionSetArn: string;
      readonly instanceArn: string;
      readonly name: string;
    }
  /** What is attached to a set; `assignment` where it is an account assignment. */
  | {
      readonly kind: 'part';
      readonly permissionSetArn: string;
      readonly instanceArn: string;
      readonly assignment: WhoAndWhere | null;
    }
  | {
      readonly kind: 'application';
      readonly instanceArn: string | null;
      readonly assignment: {
        readonly applicationArn: string;
        readonly principalType: PrincipalType;
        readonly principalId: string;
      };
    }
  | { readonly kind: 'attributes'; readonly instanceArn: string };

interface NotRead {
  readonly why: string;
}

/** All that hang on one permission set, and say so by the same two attributes. */
const parts: ReadonlySet<string> = new Set([
  'aws_ssoadmin_permission_set_inline_policy',
  'aws_ssoadmin_managed_policy_attachment',
  'aws_ssoadmin_managed_policy_attachments_exclusive',
  'aws_ssoadmin_customer_managed_policy_attachment',
  'aws_ssoadmin_customer_managed_policy_attachments_exclusive',
  'aws_ssoadmin_permissions_boundary_attachment',
]);

export function readResource(
  type: string,
  attributes: Readonly<Record<string, unknown>>,
): ResourceFacts | NotRead {
  if (parts.has(type)) {
    return read(partOfSet, attributes, (part) => ({
      kind: 'part',
      permissionSetArn: part.permission_set_arn,
      instanceArn: part.instance_arn,
      assignment: null,
    }));
  }
  switch (type) {
    case 'aws_ssoadmin_permission_set':
      return read(setAttributes, attributes, (set) => ({
        kind: 'set',
        permissionSetArn: set.arn,
        instanceArn: set.instance_arn,
        name: set.name,
      }));
    case 'aws_ssoadmin_account_assignment':
      return read(accountAssignment, attributes, (one) => ({
        kind: 'part',
        permissionSetArn: one.permission_set_arn,
        instanceArn: one.instance_arn,
        assignment: {
          accountId: one.target_id,
          principalType: one.principal_type,
          principalId: one.principal_id,
        },
      }));
    case 'aws_ssoadmin_application_assignment':
      return read(applicationAssignment, attributes, (one) => ({
        kind: 'application',
        instanceArn: instanceOf(one.application_arn),
        assignment: {
          applicationArn: one.application_arn,
          principalType: one.principal_type,
          principalId: one.principal_id,
        },
      }));
    case 'aws_ssoadmin_instance_access_control_attributes':
      return read(accessControlAttributes, attributes, (one) => ({
        kind: 'attributes',
        instanceArn: one.instance_arn,
      }));
    default:
      return { why: 'mapping files have no word for it: it stays with Terraform' };
  }
}

function read<T>(
  schema: z.ZodType<T>,
  attributes: Readonly<Record<string, unknown>>,
  facts: (read: T) => ResourceFacts,
): ResourceFacts | NotRead {
  const parsed = schema.safeParse(attributes);
  if (parsed.success) return facts(parsed.data);
  const attribute = parsed.error.issues[0]?.path.join('.') ?? '';
  return { why: `its attribute "${attribute}" is not as the provider writes it` };
}

/** `arn:aws:sso::<account>:application/ssoins-…/apl-…` names its instance. */
function instanceOf(applicationArn: string): string | null {
  const found = /^arn:([a-z-]+):sso::\d{12}:application\/((?:sso)?ins-[^/]+)\//.exec(
    applicationArn,
  );
  return found === null ? null : `arn:${found[1]}:sso:::instance/${found[2]}`;
}
