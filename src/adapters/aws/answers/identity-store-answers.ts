import * as z from 'zod';
import type { ExternalId, Group, User } from '../../../core/model/principal.ts';
import { optionalText } from './fields.ts';
import { pageOf } from './page-of.ts';

const externalIds = z
  .array(z.object({ Issuer: z.string(), Id: z.string() }))
  .nullish()
  .transform((list): ExternalId[] =>
    (list ?? []).map(({ Issuer, Id }) => ({ issuer: Issuer, id: Id })),
  );

/** AWS requires no names here; the id stands in, for it can be shown and matches no one's name. */
export const groupAnswer = z
  .object({ GroupId: z.string().min(1), DisplayName: optionalText, ExternalIds: externalIds })
  .transform((group): Group => ({
    id: group.GroupId,
    displayName: group.DisplayName ?? group.GroupId,
    externalIds: group.ExternalIds,
  }));

export const groupPage = pageOf('Groups', groupAnswer);

export const userAnswer = z
  .object({ UserId: z.string().min(1), UserName: optionalText, ExternalIds: externalIds })
  .transform((user): User => ({
    id: user.UserId,
    userName: user.UserName ?? user.UserId,
    externalIds: user.ExternalIds,
  }));

export const userIdAnswer = z.object({ UserId: z.string().min(1) });

/** A member that is no user leaves its page unread: nobody knows whom that would be. */
export const membershipPage = pageOf(
  'GroupMemberships',
  z
    .object({ MemberId: z.object({ UserId: z.string().min(1) }) })
    .transform(({ MemberId }) => MemberId.UserId),
);
