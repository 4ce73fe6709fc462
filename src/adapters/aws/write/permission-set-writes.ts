import * as sso from '@aws-sdk/client-sso-admin';
import * as z from 'zod';
import type { InstanceArn, PermissionSetArn } from '../../../core/model/ids.ts';
import type {
  CustomerManagedPolicy,
  PermissionsBoundary,
} from '../../../core/model/permission-set.ts';
import type {
  IdentityCenterWriter,
  PermissionSetScalars,
} from '../../../ports/identity-center-write.ts';
import { permissionSetArn } from '../answers/fields.ts';
import type { AwsConnection } from '../open-aws.ts';
import { iamAction } from '../request/aws-service.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import type { AccessControlWrites } from './access-control-writes.ts';
import type { ApplicationWrites } from './application-writes.ts';
import type { AsyncWrites } from './async-writes.ts';
import { formatDuration } from './format-duration.ts';
import type { WriteLimits } from './write-limits.ts';

export type PermissionSetWrites = Omit<
  IdentityCenterWriter,
  keyof AccessControlWrites | keyof ApplicationWrites | keyof AsyncWrites
>;

const createdAnswer = z.object({ PermissionSet: z.object({ PermissionSetArn: permissionSetArn }) });
const nothing = z.object({});

type Options = { readonly abortSignal: AbortSignal };

/**
 * The writes that are done when AWS answers, one at a time for each permission set. What puts a
 * value is sent again after a 5xx. Creating, attaching, detaching and deleting are not: their second
 * time is refused (already exists, not found), which would pass for a failure.
 */
export function createPermissionSetWrites(
  connection: AwsConnection,
  limits: WriteLimits,
  signal?: AbortSignal,
): PermissionSetWrites {
  const client = connection.clients.ssoAdmin;
  const channel = new ServiceChannel(connection.caller, 'sso-admin', signal);

  const edit = async (
    how: 'put' | 'write',
    operation: string,
    arn: PermissionSetArn,
    send: (options: Options) => Promise<unknown>,
  ): Promise<void> => {
    await limits.edit(arn, {
      action: iamAction('sso-admin', operation),
      signal,
      run: () => channel[how](operation, nothing, send),
    });
  };

  return {
    async createPermissionSet(instance, name, scalars, tags) {
      const command = new sso.CreatePermissionSetCommand({
        InstanceArn: instance,
        Name: name,
        ...scalarInput(scalars),
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      });
      const answer = await channel.write('CreatePermissionSet', createdAnswer, (options) =>
        client.send(command, options),
      );
      return answer.PermissionSet.PermissionSetArn;
    },

    updatePermissionSet: (instance, arn, scalars) =>
      edit('put', 'UpdatePermissionSet', arn, (options) =>
        client.send(
          new sso.UpdatePermissionSetCommand({ ...of(instance, arn), ...scalarInput(scalars) }),
          options,
        ),
      ),

    attachManagedPolicy: (instance, arn, policyArn) =>
      edit('write', 'AttachManagedPolicyToPermissionSet', arn, (options) =>
        client.send(
          new sso.AttachManagedPolicyToPermissionSetCommand({
            ...of(instance, arn),
            ManagedPolicyArn: policyArn,
          }),
          options,
        ),
      ),

    detachManagedPolicy: (instance, arn, policyArn) =>
      edit('write', 'DetachManagedPolicyFromPermissionSet', arn, (options) =>
        client.send(
          new sso.DetachManagedPolicyFromPermissionSetCommand({
            ...of(instance, arn),
            ManagedPolicyArn: policyArn,
          }),
          options,
        ),
      ),

    attachCustomerManagedPolicy: (instance, arn, policy) =>
      edit('write', 'AttachCustomerManagedPolicyReferenceToPermissionSet', arn, (options) =>
        client.send(
          new sso.AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
            ...of(instance, arn),
            CustomerManagedPolicyReference: reference(policy),
          }),
          options,
        ),
      ),

    detachCustomerManagedPolicy: (instance, arn, policy) =>
      edit('write', 'DetachCustomerManagedPolicyReferenceFromPermissionSet', arn, (options) =>
        client.send(
          new sso.DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({
            ...of(instance, arn),
            CustomerManagedPolicyReference: reference(policy),
          }),
          options,
        ),
      ),

    putInlinePolicy: (instance, arn, policy) =>
      edit('put', 'PutInlinePolicyToPermissionSet', arn, (options) =>
        client.send(
          new sso.PutInlinePolicyToPermissionSetCommand({
            ...of(instance, arn),
            InlinePolicy: policy,
          }),
          options,
        ),
      ),

    deleteInlinePolicy: (instance, arn) =>
      edit('write', 'DeleteInlinePolicyFromPermissionSet', arn, (options) =>
        client.send(new sso.DeleteInlinePolicyFromPermissionSetCommand(of(instance, arn)), options),
      ),

    putPermissionsBoundary: (instance, arn, boundary) =>
      edit('put', 'PutPermissionsBoundaryToPermissionSet', arn, (options) =>
        client.send(
          new sso.PutPermissionsBoundaryToPermissionSetCommand({
            ...of(instance, arn),
            PermissionsBoundary: boundaryInput(boundary),
          }),
          options,
        ),
      ),

    deletePermissionsBoundary: (instance, arn) =>
      edit('write', 'DeletePermissionsBoundaryFromPermissionSet', arn, (options) =>
        client.send(
          new sso.DeletePermissionsBoundaryFromPermissionSetCommand(of(instance, arn)),
          options,
        ),
      ),

    tag: (instance, arn, tags) =>
      edit('put', 'TagResource', arn, (options) =>
        client.send(
          new sso.TagResourceCommand({
            InstanceArn: instance,
            ResourceArn: arn,
            Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
          }),
          options,
        ),
      ),

    untag: (instance, arn, keys) =>
      edit('put', 'UntagResource', arn, (options) =>
        client.send(
          new sso.UntagResourceCommand({
            InstanceArn: instance,
            ResourceArn: arn,
            TagKeys: [...keys],
          }),
          options,
        ),
      ),

    deletePermissionSet: (instance, arn) =>
      edit('write', 'DeletePermissionSet', arn, (options) =>
        client.send(new sso.DeletePermissionSetCommand(of(instance, arn)), options),
      ),
  };
}

function of(instance: InstanceArn, arn: PermissionSetArn) {
  return { InstanceArn: instance, PermissionSetArn: arn };
}

/** AWS refuses "", so what is to be empty is left out. */
function scalarInput({ description, sessionDuration, relayState }: PermissionSetScalars) {
  return {
    SessionDuration: formatDuration(sessionDuration),
    ...(description === null ? {} : { Description: description }),
    ...(relayState === null ? {} : { RelayState: relayState }),
  };
}

function reference({ name, path }: CustomerManagedPolicy) {
  return { Name: name, Path: path };
}

function boundaryInput(boundary: PermissionsBoundary): sso.PermissionsBoundary {
  return boundary.kind === 'aws-managed'
    ? { ManagedPolicyArn: boundary.arn }
    : { CustomerManagedPolicyReference: reference(boundary.policy) };
}
