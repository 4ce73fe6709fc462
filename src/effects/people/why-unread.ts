import type { PortError } from '../../ports/port-error.ts';

export type PeopleSource = 'Entra ID' | 'the identity store';

/** For a report that anybody may read: without a word of the service's own, which may name people. */
export function whyUnread({ kind, action }: PortError, source: PeopleSource): string {
  switch (kind) {
    case 'access-denied':
      return source === 'Entra ID'
        ? 'Microsoft Graph refuses to list its members: that takes GroupMember.Read.All'
        : `AWS refuses ${action} to the role that plans`;
    case 'throttled':
      return `${source} was asked so much by others that it did not answer in time`;
    case 'credentials':
      return `the sign-in to ${source} has ended`;
    case 'bad-answer':
      return `${source} answered something that cannot be read`;
    case 'unavailable':
    case 'answer-lost':
    case 'cancelled':
      return `${source} did not answer`;
    case 'not-found':
    case 'conflict':
    case 'invalid':
    case 'quota':
      return `${source} could not be read (${kind})`;
  }
}

/** True where the next question of the same kind would end alike, so that none is asked. */
export function concernsAll({ kind }: PortError): boolean {
  return (
    kind === 'access-denied' ||
    kind === 'throttled' ||
    kind === 'credentials' ||
    kind === 'unavailable'
  );
}
