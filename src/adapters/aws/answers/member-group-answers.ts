import * as z from 'zod';
import { pageOf } from './page-of.ts';

export const memberGroupPage = pageOf(
  'GroupMemberships',
  z.object({ GroupId: z.string().min(1) }).transform(({ GroupId }) => GroupId),
);
