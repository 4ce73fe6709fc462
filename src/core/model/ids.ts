/** Branded strings: a value of one of these types has passed its parser, so nothing re-checks it. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Twelve decimal digits. */
export type AccountId = Branded<'AccountId'>;
/** `arn:<partition>:sso:::instance/ssoins-…` */
export type InstanceArn = Branded<'InstanceArn'>;
/** `arn:<partition>:sso:::permissionSet/<ssoins-…>/ps-…` */
export type PermissionSetArn = Branded<'PermissionSetArn'>;
/** A full 40-digit git object id. */
export type CommitId = Branded<'CommitId'>;

const accountPattern = /^\d{12}$/;
const instancePattern = /^arn:aws[a-z-]*:sso:::instance\/(?:sso)?ins-[a-zA-Z0-9.-]{16}$/;
const permissionSetPattern =
  /^arn:aws[a-z-]*:sso:::permissionSet\/(?:sso)?ins-[a-zA-Z0-9.-]{16}\/ps-[a-zA-Z0-9./-]{16}$/;
const applicationPattern =
  /^arn:aws[a-z-]*:sso::\d{12}:application\/(?:sso)?ins-[a-zA-Z0-9.-]{16}\/apl-[a-zA-Z0-9]{16}$/;
const commitPattern = /^[0-9a-f]{40}$/;

export function isAccountId(text: string): text is AccountId {
  return accountPattern.test(text);
}

export function isInstanceArn(text: string): text is InstanceArn {
  return instancePattern.test(text);
}

export function isPermissionSetArn(text: string): text is PermissionSetArn {
  return permissionSetPattern.test(text);
}

/** `arn:<partition>:sso::<account>:application/<ssoins-…>/apl-…` */
export function isApplicationArn(text: string): boolean {
  return applicationPattern.test(text);
}

export function isCommitId(text: string): text is CommitId {
  return commitPattern.test(text);
}

/** Git's name for no commit: the other side of a branch's first push, and files that are in none. */
export const noCommit = commitOf('0'.repeat(40));

function commitOf(id: string): CommitId {
  if (isCommitId(id)) return id;
  throw new Error(`no commit id: ${id}`);
}

/** The `ssoins-…` part, which names an instance without its partition. */
export function instanceId(arn: InstanceArn): string {
  return arn.slice(arn.indexOf('/') + 1);
}

/** `ps-1234567890abcdef`: unique and never given to another permission set. */
export function permissionSetId(arn: PermissionSetArn): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The partition (`aws`, `aws-us-gov`, `aws-cn`, …) that policy ARNs of this instance use. */
export function partitionOf(arn: InstanceArn): string {
  return arn.split(':')[1] ?? 'aws';
}
