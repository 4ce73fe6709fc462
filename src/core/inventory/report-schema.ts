import * as z from 'zod';
import { isAccountId, type AccountId } from '../model/ids.ts';
import { type AccessReport, REPORT_SCHEMA } from './access-report.ts';

const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .pipe(z.custom<AccountId>((value) => typeof value === 'string' && isAccountId(value)));
const index = z.int().nonnegative();
const instant = z.string();

const account = z.object({
  id: accountId,
  name: z.string(),
  state: z.enum([
    'PENDING_ACTIVATION',
    'ACTIVE',
    'SUSPENDED',
    'PENDING_CLOSURE',
    'CLOSED',
    'UNKNOWN',
  ]),
  unit: z.string(),
});
const permissionSet = z.object({
  name: z.string(),
  administrator: z.string().nullable(),
  management: z.enum(['declared', 'undeclared', 'other-owner', 'unmanaged']),
});
const principal = z.object({
  type: z.enum(['GROUP', 'USER']),
  id: z.string(),
  name: z.string(),
  entraObjectId: z.string().nullable(),
  members: z.array(index).nullable(),
  gone: z.boolean(),
});
const person = z.object({
  id: z.string(),
  name: z.string().nullable(),
  enabled: z.boolean().nullable(),
});
const change = z.object({
  commit: z.string(),
  at: instant,
  author: z.string(),
  pullRequest: z.object({ number: index, url: z.string() }).nullable(),
  reviewers: z.array(z.string()),
});
const origin = z.object({
  file: z.string(),
  line: z.int().positive(),
  change: change.nullable(),
  expires: instant.nullable(),
  reason: z.string().nullable(),
});
const grant = z.object({
  account: index,
  permissionSet: index,
  principal: index,
  origins: z.array(index),
  state: z.enum(['live', 'missing']),
  ignored: z.boolean(),
  expires: instant.nullable(),
});

const application = z.object({
  arn: z.string(),
  name: z.string(),
  status: z.enum(['ENABLED', 'DISABLED']),
  management: z.enum(['declared', 'unmanaged']),
  open: z.boolean().nullable(),
});
const applicationGrant = z.object({
  application: index,
  principal: index,
  origins: z.array(index),
  state: z.enum(['live', 'missing']),
  ignored: z.boolean(),
  expires: instant.nullable(),
});

/** The published JSON Schema of `access-report.json` is made from this. */
export const reportSchema = z.object({
  schema: z.literal(REPORT_SCHEMA),
  instance: z.string(),
  owner: z.string(),
  commit: z.string(),
  repositoryUrl: z.string().nullable(),
  at: instant,
  exhaustive: z.boolean(),
  unread: z.array(z.string()),
  unresolved: z.array(z.string()),
  people: z.enum(['named', 'hidden']),
  accounts: z.array(account),
  permissionSets: z.array(permissionSet),
  principals: z.array(principal),
  persons: z.array(person),
  origins: z.array(origin),
  grants: z.array(grant),
  applications: z.array(application).nullable(),
  applicationGrants: z.array(applicationGrant),
}) satisfies z.ZodType<AccessReport>;
