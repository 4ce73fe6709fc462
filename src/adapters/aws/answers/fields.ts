import * as z from 'zod';
import { isAccountId, isInstanceArn, isPermissionSetArn } from '../../../core/model/ids.ts';

/** Text that must have an id's form; the id's type after that. */
function identified<Id extends string>(is: (text: string) => text is Id, what: string) {
  return z.string().transform((text, context): Id => {
    if (is(text)) return text;
    context.addIssue({ code: 'custom', message: `expected ${what}` });
    return z.NEVER;
  });
}

export const accountId = identified(isAccountId, 'an account id');
export const instanceArn = identified(isInstanceArn, 'an instance ARN');
export const permissionSetArn = identified(isPermissionSetArn, 'a permission set ARN');

/** AWS leaves out what is empty, and some services write "" for it. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === '' ? null : text));

export const tag = z.object({ Key: z.string(), Value: z.string().default('') });
