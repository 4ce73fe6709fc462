import { createHash } from 'node:crypto';
import type { DesiredApplicationAssignment, DesiredGrant } from '../desired/desired-state.ts';
import type { InstanceArn } from '../model/ids.ts';
import { compareText } from '../model/order.ts';
import type { PermissionSetContent } from '../model/permission-set.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Operation } from './operation.ts';

/** 64 hex digits of sha256. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/**
 * What makes an operation the one that was reviewed: instance, kind, account, set, principal, before
 * and after. Times, wording, origins and the order of reading leave no trace; nor do the accounts of
 * a re-provisioning, which go stale and fresh by themselves.
 */
export function operationDigest(
  instance: InstanceArn,
  operation: Pick<
    Operation,
    'kind' | 'account' | 'permissionSet' | 'principal' | 'before' | 'after'
  >,
): string {
  const { kind, account, permissionSet, principal, before, after } = operation;
  return sha256(
    canonicalJson([
      instance,
      kind,
      account?.id ?? null,
      permissionSet,
      principal === null ? null : [principal.type, principal.entraObjectId ?? principal.id],
      before,
      after,
    ]),
  );
}

/** What makes the end of an assignment the one that was reviewed: nobody is asked again when it comes. */
export function endDigest(
  instance: InstanceArn,
  { account, permissionSet, principal, expires }: DesiredGrant,
): string {
  const who = [principal.type, principal.entraObjectId ?? principal.id];
  return sha256(canonicalJson([instance, 'end', account.id, permissionSet, who, expires]));
}

/** The same of an assignment to an application. */
export function applicationEndDigest(
  instance: InstanceArn,
  { application, principal, expires }: DesiredApplicationAssignment,
): string {
  const who = [principal.type, principal.entraObjectId ?? principal.id];
  return sha256(canonicalJson([instance, 'end of application', application.arn, who, expires]));
}

/** Over the operations that would be applied and the ends that are introduced, whatever their order. */
export function planDigest(
  operations: readonly Pick<Operation, 'digest'>[],
  endDigests: readonly string[],
): string {
  return sha256(
    [...operations.map(({ digest }) => digest), ...endDigests].toSorted(compareText).join('\n'),
  );
}

/** Names what roles of a set are made from. */
export function contentDigest(content: PermissionSetContent): string {
  return sha256(canonicalJson(content));
}
