import * as z from 'zod';
import type { Application } from '../../../core/model/application.ts';
import { accountId, optionalText } from './fields.ts';
import { pageOf } from './page-of.ts';

const applicationArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:sso::\d{12}:application\/[a-zA-Z0-9.-]+\/[a-zA-Z0-9-]+$/, {
    message: 'expected an application ARN',
  });

/**
 * AWS's model requires no member. One without a name is shown by its ARN, which is nobody's name; one
 * without a status counts as in use.
 */
const application = z
  .object({
    ApplicationArn: applicationArn,
    ApplicationProviderArn: optionalText,
    Name: optionalText,
    ApplicationAccount: accountId.nullish(),
    Status: z.enum(['ENABLED', 'DISABLED']).nullish(),
  })
  .transform((found): Application => ({
    arn: found.ApplicationArn,
    name: found.Name ?? found.ApplicationArn,
    accountId: found.ApplicationAccount ?? null,
    provider: found.ApplicationProviderArn,
    status: found.Status ?? 'ENABLED',
  }));

export const applicationPage = pageOf('Applications', application);

export const applicationAssignmentPage = pageOf(
  'ApplicationAssignments',
  z.object({
    ApplicationArn: applicationArn,
    PrincipalType: z.enum(['GROUP', 'USER']),
    PrincipalId: z.string().min(1),
  }),
);

export const assignmentRequiredAnswer = z.object({ AssignmentRequired: z.boolean() });
