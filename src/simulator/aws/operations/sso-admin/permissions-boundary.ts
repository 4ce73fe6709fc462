import { notFound, validation } from '../../aws-error.ts';
import type { Operations } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import type { JsonObject } from '../../json.ts';
import type { Boundary } from '../../world/state.ts';
import { requireSet } from './guard.ts';
import { customerPolicyFrom, edit, requireAttached, writable } from './managed-policies.ts';

export const permissionsBoundary: Operations = {
  GetPermissionsBoundaryForPermissionSet: (context, input) => {
    const { permissionsBoundary: boundary } = requireSet(context, input).content;
    if (boundary !== undefined) return { PermissionsBoundary: describe(boundary) };
    if (context.knobs.behaviour.noBoundary === 'absent') return {};
    throw notFound('Could not find a permissions boundary for the permission set');
  },

  PutPermissionsBoundaryToPermissionSet: (context, input) => {
    const set = writable(context, input);
    const boundary = boundaryFrom(input.fields('PermissionsBoundary'));
    edit(context, set, { permissionsBoundary: boundary });
    return {};
  },

  DeletePermissionsBoundaryFromPermissionSet: (context, input) => {
    const set = writable(context, input);
    const there = set.content.permissionsBoundary !== undefined;
    if (requireAttached(context, there, 'a permissions boundary')) {
      edit(context, set, { permissionsBoundary: undefined });
    }
    return {};
  },
};

function boundaryFrom(fields: Fields): Boundary {
  const arn = fields.optionalText('ManagedPolicyArn');
  const reference = fields.optionalFields('CustomerManagedPolicyReference');
  if (arn !== undefined && reference === undefined) return { kind: 'managed', arn };
  if (reference !== undefined && arn === undefined) {
    return { kind: 'customer', policy: customerPolicyFrom(reference) };
  }
  throw validation(
    'A permissions boundary takes exactly one of ManagedPolicyArn and CustomerManagedPolicyReference.',
  );
}

function describe(boundary: Boundary): JsonObject {
  return boundary.kind === 'managed'
    ? { ManagedPolicyArn: boundary.arn }
    : {
        CustomerManagedPolicyReference: { Name: boundary.policy.name, Path: boundary.policy.path },
      };
}
