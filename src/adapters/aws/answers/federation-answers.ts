import * as z from 'zod';
import type { StoreUser } from '../../../core/doctor/aws-facts.ts';
import type { ListedTrail } from '../../../ports/federation-aws-read.ts';
import { optionalText } from './fields.ts';
import { userAnswer } from './identity-store-answers.ts';
import { pageOf } from './page-of.ts';

export const instanceStateAnswer = z
  .object({ Status: z.string(), StatusReason: optionalText })
  .transform(({ Status, StatusReason }) => ({ status: Status, statusReason: StatusReason }));

const status = z.object({ UserStatus: z.enum(['ENABLED', 'DISABLED']).nullish() });

const storeUser = z.unknown().transform((value, context): StoreUser => {
  const user = userAnswer.safeParse(value);
  const found = status.safeParse(value);
  if (user.success && found.success) {
    const said = found.data.UserStatus ?? null;
    return { ...user.data, enabled: said === null ? null : said === 'ENABLED' };
  }
  context.addIssue({ code: 'custom', message: 'expected a user' });
  return z.NEVER;
});

export const userPage = pageOf('Users', storeUser);

export const trailsAnswer = z
  .object({
    trailList: z.array(
      z.object({
        Name: z.string(),
        TrailARN: z.string(),
        IsMultiRegionTrail: z.boolean().default(false),
        IsOrganizationTrail: z.boolean().default(false),
      }),
    ),
  })
  .transform(({ trailList }): ListedTrail[] =>
    trailList.map((trail) => ({
      name: trail.Name,
      arn: trail.TrailARN,
      everyRegion: trail.IsMultiRegionTrail,
      wholeOrganization: trail.IsOrganizationTrail,
    })),
  );

export const trailStatusAnswer = z.object({ IsLogging: z.boolean() });
