import * as z from 'zod';
import type { LiveAttributes } from '../../../core/model/access-control.ts';
import { canonicalPolicyText } from '../../../core/model/canonical-policy.ts';
import { sortedBy } from '../../../core/model/order.ts';
import { parseDuration } from '../../../core/model/parse-duration.ts';
import type { CustomerManagedPolicy } from '../../../core/model/permission-set.ts';
import { accountId, instanceArn, optionalText, permissionSetArn, tag } from './fields.ts';
import { pageOf } from './page-of.ts';

/** Seconds, where AWS does not say. */
const defaultSession = 3600;

/** ISO 8601 → seconds. */
const sessionDuration = optionalText.transform((text, context): number => {
  if (text === null) return defaultSession;
  const seconds = text.startsWith('P') ? parseDuration(text) : null;
  if (seconds !== null) return seconds;
  context.addIssue({ code: 'custom', message: 'expected an ISO 8601 duration' });
  return z.NEVER;
});

const customerManagedPolicy = z
  .object({ Name: z.string(), Path: optionalText })
  .transform(({ Name, Path }): CustomerManagedPolicy => ({ name: Name, path: Path ?? '/' }));

export const instancePage = pageOf(
  'Instances',
  z.object({
    InstanceArn: instanceArn,
    IdentityStoreId: z.string(),
    OwnerAccountId: accountId,
    PrimaryRegion: optionalText,
  }),
);

export const permissionSetArnPage = pageOf('PermissionSets', permissionSetArn);

export const permissionSetAnswer = z.object({
  PermissionSet: z.object({
    Name: z.string(),
    Description: optionalText,
    SessionDuration: sessionDuration,
    RelayState: optionalText,
  }),
});

export const managedPolicyPage = pageOf('AttachedManagedPolicies', z.object({ Arn: z.string() }));

export const customerManagedPolicyPage = pageOf(
  'CustomerManagedPolicyReferences',
  customerManagedPolicy,
);

export const inlinePolicyAnswer = z.object({
  InlinePolicy: optionalText.transform((text) =>
    text === null ? null : canonicalPolicyText(text),
  ),
});

export const boundaryAnswer = z.object({
  PermissionsBoundary: z
    .object({
      ManagedPolicyArn: optionalText,
      CustomerManagedPolicyReference: customerManagedPolicy.nullish(),
    })
    .nullish(),
});

export const accountIdPage = pageOf('AccountIds', accountId);

export const assignmentPage = pageOf(
  'AccountAssignments',
  z.object({
    AccountId: accountId,
    PermissionSetArn: permissionSetArn,
    PrincipalType: z.enum(['GROUP', 'USER']),
    PrincipalId: z.string().min(1),
  }),
);

export const tagPage = pageOf('Tags', tag);

const attribute = z.object({
  Key: z.string(),
  // A list that holds one: what could not be told in a mapping file must not pass for something else.
  Value: z.object({ Source: z.tuple([z.string()]) }),
});

export const accessControlAnswer = z
  .object({
    Status: z.enum(['ENABLED', 'CREATION_IN_PROGRESS', 'CREATION_FAILED']),
    StatusReason: optionalText,
    InstanceAccessControlAttributeConfiguration: z
      .object({ AccessControlAttributes: z.array(attribute) })
      .nullish(),
  })
  .transform((answer): LiveAttributes => {
    if (answer.Status === 'CREATION_FAILED') {
      return { status: 'failed', reason: answer.StatusReason ?? 'AWS gave no reason' };
    }
    const list = answer.InstanceAccessControlAttributeConfiguration?.AccessControlAttributes ?? [];
    const sorted = sortedBy(list, ({ Key }) => Key);
    return {
      status: answer.Status === 'ENABLED' ? 'enabled' : 'creating',
      attributes: Object.fromEntries(sorted.map(({ Key, Value }) => [Key, Value.Source[0]])),
    };
  });
