import { notFound } from '../../aws-error.ts';
import type { Context } from '../../context.ts';
import type { Fields } from '../../fields.ts';
import { present } from '../../json.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import type { AsyncRequest, RequestKind } from '../../requests/async-requests.ts';
import { requireInstance } from './guard.ts';

export function findRequest(context: Context, kind: RequestKind, id: string): AsyncRequest {
  const request = context.requests.get(kind, id);
  if (request === undefined) throw notFound(`Could not find a request with id ${id}`);
  return request;
}

/** Lists tell no more of a request than its id, status and date. */
export function listRequests(
  context: Context,
  kind: RequestKind,
  input: Fields,
): { rows: JsonObject[]; token: string | undefined } {
  requireInstance(context, input);
  const status = input.optionalFields('Filter')?.optionalText('Status');
  const found = context.requests
    .list(kind)
    .filter((request) => status === undefined || request.status === status);
  const { items, token } = page(context, input, found, (request) => request.id);
  const rows = items.map((request) => ({
    Status: request.status,
    RequestId: request.id,
    CreatedDate: request.createdAt / 1000,
  }));
  return { rows, token };
}

export function provisioningStatus(request: AsyncRequest): JsonObject {
  return present({
    Status: request.status,
    RequestId: request.id,
    AccountId: request.accountId,
    PermissionSetArn: request.permissionSetArn,
    FailureReason: request.failureReason,
    CreatedDate: request.createdAt / 1000,
  });
}

export function assignmentStatus(request: AsyncRequest): JsonObject {
  return present({
    Status: request.status,
    RequestId: request.id,
    FailureReason: request.failureReason,
    TargetId: request.accountId,
    TargetType: 'AWS_ACCOUNT',
    PermissionSetArn: request.permissionSetArn,
    PrincipalType: request.principal?.type,
    PrincipalId: request.principal?.id,
    CreatedDate: request.createdAt / 1000,
  });
}
