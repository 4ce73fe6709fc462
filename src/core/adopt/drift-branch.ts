import { createHash } from 'node:crypto';
import { type InstanceArn, instanceId } from '../model/ids.ts';

/** `identity-center/drift-<owner>-<ssoins-…>`: one for each owner of an instance, and always a name that git takes. */
export function driftBranch(owner: string, instance: InstanceArn): string {
  return `identity-center/drift-${partOf(owner)}-${instanceId(instance)}`;
}

/** What had to be left out of an owner's name still tells it from another's. */
function partOf(owner: string): string {
  const plain = owner.replaceAll(/[^A-Za-z0-9_-]+/g, '-').slice(0, 60);
  if (plain === owner) return plain;
  const digest = createHash('sha256').update(owner).digest('hex').slice(0, 8);
  return `${plain}-${digest}`;
}
