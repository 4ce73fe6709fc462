import {
  GetPermissionsBoundaryForPermissionSetCommand,
  type SSOAdminClient,
} from '@aws-sdk/client-sso-admin';
import type { PermissionsBoundary } from '../../../core/model/permission-set.ts';
import { boundaryAnswer } from '../answers/sso-admin-answers.ts';
import type { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

/** Null where there is none: AWS says so with ResourceNotFoundException, or with an empty answer. */
export async function readPermissionsBoundary(
  channel: ServiceChannel,
  client: SSOAdminClient,
  set: { readonly InstanceArn: string; readonly PermissionSetArn: string },
): Promise<PermissionsBoundary | null> {
  const answer = await nullIfNotFound(
    channel.read('GetPermissionsBoundaryForPermissionSet', boundaryAnswer, (options) =>
      client.send(new GetPermissionsBoundaryForPermissionSetCommand(set), options),
    ),
  );
  const boundary = answer?.PermissionsBoundary;
  const arn = boundary?.ManagedPolicyArn ?? null;
  if (arn !== null) return { kind: 'aws-managed', arn };
  const policy = boundary?.CustomerManagedPolicyReference ?? null;
  return policy === null ? null : { kind: 'customer-managed', policy };
}
