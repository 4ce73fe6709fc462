import type { ActualPermissionSet, ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import { sortedBy } from '../model/order.ts';
import { type AccountId, type PermissionSetArn, permissionSetId } from '../model/ids.ts';
import type { Snapshot, Unread } from '../model/snapshot.ts';
import { isInScope } from '../select/account-index.ts';
import { originOf } from '../select/finding-at.ts';

type Words = Pick<Finding, 'code' | 'severity' | 'headline'> & Partial<Finding>;

/** What the live organization shows beside differences: foreign sets, people left alone, things unread. */
export function worldFindings(
  snapshot: Snapshot,
  actual: ActualState,
  desired: DesiredState,
  isOldNews: (permissionSet: string) => boolean,
): Finding[] {
  const sets = sortedBy(actual.permissionSets.values(), ({ live }) => live.name);
  return [
    ...sets.flatMap((set) => foreign(set, desired, isOldNews)),
    ...sets.flatMap(owned),
    ...outOfScope(snapshot),
    ...unread(snapshot),
    ...unreadAdvice(snapshot),
  ];
}

function foreign(
  { live, ownership }: ActualPermissionSet,
  desired: DesiredState,
  isOldNews: (permissionSet: string) => boolean,
): Finding[] {
  const declared = desired.permissionSets.get(live.name);
  if (declared === undefined || typeof ownership !== 'object') return [];
  return [
    say({
      code: 'set-owned-by-other',
      severity: 'error',
      headline: `permission set "${live.name}" belongs to owner "${ownership.other}"`,
      why: 'two owners of one set would undo each other',
      help: `let "${ownership.other}" release it first, or declare it under another name`,
      origin: originOf(declared.at),
      causedByHead: !isOldNews(live.name),
    }),
  ];
}

function owned({ live, ownership, ignored, leftAlone }: ActualPermissionSet): Finding[] {
  if (ownership !== 'ours') return [];
  const users = leftAlone.filter(({ why }) => why === 'user').length;
  return [
    ...(ignored
      ? [
          say({
            code: 'set-ignored',
            severity: 'warning',
            headline: `permission set "${live.name}" is ours and ignored: it is not planned`,
            help: 'remove the ignore entry, or release the set',
          }),
        ]
      : []),
    ...(users > 0
      ? [
          say({
            code: 'user-assignments',
            severity: 'warning',
            headline: `${users} direct user ${users === 1 ? 'assignment' : 'assignments'} on "${live.name}" left alone`,
            why: 'rules may not name users (manage.users is false), so nobody declares them',
            help: 'move the users into groups, or set manage.users: true and declare them',
          }),
        ]
      : []),
  ];
}

function outOfScope(snapshot: Snapshot): Finding[] {
  const accounts = snapshot.accounts.filter((account) => !isInScope(account));
  if (accounts.length === 0) return [];
  const names = accounts.map(({ name, id, state }) => `${name} (${id}, ${state.toLowerCase()})`);
  return [
    say({
      code: 'accounts-out-of-scope',
      severity: 'info',
      headline: `${accounts.length === 1 ? 'an account is' : `${accounts.length} accounts are`} left alone: ${names.join(', ')}`,
    }),
  ];
}

function unread(snapshot: Snapshot): Finding[] {
  return snapshot.unread.map((part) => {
    const isNamed = part.part === 'permission-set' && part.name !== null;
    return say({
      code: 'unread-part',
      severity: 'error',
      headline: `${partWords(part, snapshot)} could not be read: ${part.why}`,
      why: whatFollows(part.part, isNamed),
      help: 'mend what the message says, then run it again',
    });
  });
}

/** A principal is not named: a headline is read in public repositories too. */
function partWords(part: Unread, { accounts, permissionSetNames }: Snapshot): string {
  const set = (arn: PermissionSetArn, name: string | null): string => {
    const known = name ?? permissionSetNames.get(permissionSetId(arn));
    return known === undefined ? 'a permission set' : `permission set "${known}"`;
  };
  const account = (id: AccountId): string => {
    const found = accounts.find((each) => each.id === id);
    return found === undefined ? id : `${found.name} (${id})`;
  };
  switch (part.part) {
    case 'permission-set':
      return set(part.arn, part.name);
    case 'provisioned-accounts':
      return `the accounts of ${set(part.arn, null)}`;
    case 'assignments':
      return `who holds ${set(part.arn, null)} in ${account(part.accountId)}`;
    case 'principal':
      return 'a principal';
    case 'account-tags':
      return `the tags of ${account(part.accountId)}`;
    case 'access-control-attributes':
      return 'the attributes for access control';
    case 'applications':
      return 'the applications of Identity Center';
    case 'application-assignments':
      return `who is assigned to the application "${part.name}"`;
  }
}

/** What only informs, and is missing: everything else stands. */
function unreadAdvice({ directory }: Snapshot): Finding[] {
  const words = {
    'nested-groups': 'groups inside the groups that rules name',
    'deleted-groups': 'deleted groups of Entra',
  } as const;
  return (directory?.unread ?? []).map(({ part, why }) =>
    say({
      code: 'unread-part',
      severity: 'warning',
      headline: `${words[part]} could not be read: ${why}`,
      why: 'they are only told of: nothing of the plan depends on them',
      help: 'mend what the message says, then run it again',
    }),
  );
}

function whatFollows(part: Unread['part'], isNamed: boolean): string {
  if (part === 'access-control-attributes' || part === 'applications') {
    return 'nothing about them is planned';
  }
  if (part === 'application-assignments') return 'nothing about it is planned';
  return isNamed
    ? 'nothing about it is planned'
    : 'every revocation that it could be hiding is blocked';
}

function say(words: Words): Finding {
  return { why: null, help: null, origin: null, causedByHead: false, operations: [], ...words };
}
