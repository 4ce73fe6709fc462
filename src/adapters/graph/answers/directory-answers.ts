import * as z from 'zod';
import { isGuid } from '../../../core/model/guid.ts';
import type {
  DeletedGroup,
  DirectoryGroup,
  EnterpriseApplication,
} from '../../../core/model/directory.ts';

/** An id of Entra's, in the one spelling that ids are compared in. */
export const objectId = z
  .string()
  .refine(isGuid, 'expected an object id')
  .transform((id) => id.toLowerCase());

export const objectIdOnly = z.object({ id: objectId });

/** The id stands in for a name that Entra leaves out: it can be shown, and is no other group's name. */
const named = z.object({ id: objectId, displayName: z.string().nullish() });

export const groupFields = ['id', 'displayName', 'securityEnabled'] as const;

export const groupAnswer = named
  .extend({ securityEnabled: z.boolean().nullish() })
  .transform((group): DirectoryGroup => ({
    id: group.id,
    displayName: group.displayName ?? group.id,
    securityEnabled: group.securityEnabled ?? false,
  }));

export const deletedGroupFields = ['id', 'displayName', 'deletedDateTime'] as const;

export const deletedGroupAnswer = named
  .extend({ deletedDateTime: z.string().nullish() })
  .transform((group): DeletedGroup => ({
    id: group.id,
    displayName: group.displayName ?? group.id,
    deletedAt: group.deletedDateTime ?? null,
  }));

/** Without the right to read a member's kind, Graph answers its id alone. */
export const nestedGroupAnswer = named.transform((group) => ({
  id: group.id,
  displayName: group.displayName ?? null,
}));

export const applicationFields = ['id', 'appId', 'displayName'] as const;

export const applicationAnswer = named
  .extend({ appId: objectId })
  .transform((application): EnterpriseApplication => ({
    id: application.id,
    appId: application.appId,
    displayName: application.displayName ?? application.appId,
  }));

const appRole = z.object({
  id: objectId,
  value: z.string().nullish(),
  displayName: z.string().nullish(),
  isEnabled: z.boolean(),
  allowedMemberTypes: z.array(z.string()),
});

export type AppRole = z.output<typeof appRole>;

export const appRolesAnswer = z
  .object({ appRoles: z.array(appRole) })
  .transform(({ appRoles }) => appRoles);

export const assignmentAnswer = z.object({
  /** No GUID, and its case counts. */
  id: z.string().min(1),
  principalId: objectId,
  principalType: z.string(),
});
