import type { User } from '../world/state.ts';
import { attempt, changesBetween, record, withoutEmpty } from './run.ts';
import type { Entry, Run } from './run.ts';
import type { Mappings } from './sync-job.ts';
import type { TargetUser } from './target.ts';
import { TargetRefusal } from './target.ts';

/** Creates, updates or leaves the user at the other end, and remembers which one it is. */
export function provisionUser(run: Run, user: User): Entry {
  const { job, target } = run;
  const wanted = attributesOf(user, job.mappings);
  const linked = target.users().find(({ id }) => id === job.links.users.get(user.id));
  const found =
    linked ??
    target.users().find((one) => one.userName.toLowerCase() === wanted.userName.toLowerCase());
  const base = {
    type: 'User' as const,
    source: { id: user.id, name: user.userPrincipalName },
    targetId: found?.id,
    targetName: wanted.userName,
    changes: changesBetween({ ...found }, { ...wanted }),
  };
  const action = found === undefined ? 'Create' : 'Update';
  const entry = attempt({ ...base, action }, () => {
    requireNames(user, job.mappings);
    if (found === undefined) {
      const id = target.createUser(wanted);
      job.links.users.set(user.id, id);
      return { ...base, ...success, action, targetId: id };
    }
    job.links.users.set(user.id, found.id);
    if (base.changes.length === 0) return { ...base, ...redundant('user') };
    target.updateUser(found.id, withoutEmpty(wanted));
    return { ...base, ...success, action };
  });
  return record(run, entry);
}

export const success = { status: 'Success' as const, code: undefined, reason: undefined };

export function redundant(what: string): Pick<Entry, 'action' | 'code' | 'reason' | 'status'> {
  return {
    action: 'Other',
    status: 'Skipped',
    code: 'RedundantExport',
    reason: `The state of the ${what} in both the source and target systems already match.`,
  };
}

function attributesOf(user: User, mappings: Mappings): Omit<TargetUser, 'id'> {
  const upn = user.userPrincipalName;
  const nickname = upn.replace(/@.*/, '');
  return {
    userName: mappings.userName === 'mail' ? (user.mail ?? '') : upn,
    displayName: user.displayName,
    email: user.mail ?? upn,
    externalId:
      mappings.userExternalId === null
        ? undefined
        : mappings.userExternalId === 'objectId'
          ? user.id
          : nickname,
    active: true,
  };
}

// AWS takes nobody without both names.
function requireNames(user: User, { userFamilyName }: Mappings): void {
  const missing = Object.entries({
    givenName: user.givenName,
    familyName: userFamilyName === null ? undefined : user.surname,
    displayName: user.displayName,
  }).filter(([, value]) => value === undefined || value === '');
  if (missing.length === 0) return;
  throw new TargetRefusal(
    'SystemForCrossDomainIdentityManagementBadRequest',
    `Request is unparsable, syntactically incorrect, or violates schema: ${missing.map(([name]) => name).join(', ')} is missing.`,
  );
}
