import * as z from 'zod';
import type { PermissionSetContent } from '../model/permission-set.ts';

/** AWS managed policies that amount to administrating the account or everybody's access to it. */
const administratorPolicies: ReadonlySet<string> = new Set([
  'AdministratorAccess',
  'IAMFullAccess',
  'AWSOrganizationsFullAccess',
  'AWSSSOMasterAccountAdministrator',
  'AWSSSOMemberAccountAdministrator',
]);

const textOrList = z.union([z.string(), z.array(z.string())]);
const statement = z.looseObject({
  Effect: z.string(),
  Action: textOrList.optional(),
  NotAction: textOrList.optional(),
  Resource: textOrList.optional(),
  NotResource: textOrList.optional(),
});
const policy = z.looseObject({ Statement: z.union([statement, z.array(statement)]) });

/**
 * Why a set is administrator-level, decided from its content and not from its name; null when it is
 * not. Customer managed policies are not read, so what they grant is not seen.
 */
export function whyAdministrator(content: PermissionSetContent): string | null {
  for (const arn of content.managedPolicies) {
    const name = arn.slice(arn.lastIndexOf('/') + 1);
    if (administratorPolicies.has(name)) return `it holds the AWS managed policy ${name}`;
  }
  if (content.inlinePolicy === null) return null;
  return whyInlineAdministrator(content.inlinePolicy);
}

function whyInlineAdministrator(text: string): string | null {
  const parsed = policy.safeParse(parseJson(text));
  if (!parsed.success) return 'its inline policy cannot be read';
  const { Statement } = parsed.data;
  for (const { Effect, Action, NotAction, Resource, NotResource } of [Statement].flat()) {
    if (Effect !== 'Allow') continue;
    const everywhere =
      NotResource !== undefined || asList(Resource).some((name) => /^\*+$/.test(name));
    if (!everywhere) continue;
    if (NotAction !== undefined && !asList(NotAction).some(coversAdministration)) {
      return 'its inline policy allows everything but a few actions on every resource';
    }
    const action = asList(Action).find(coversAdministration);
    if (action !== undefined) return `its inline policy allows ${action} on every resource`;
  }
  return null;
}

/** True for patterns that include every write of IAM or Organizations. */
function coversAdministration(action: string): boolean {
  return /^(\*+|(\*|iam|organizations):\*+)$/i.test(action);
}

function asList(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
