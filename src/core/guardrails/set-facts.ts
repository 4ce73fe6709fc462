import { PermissionSetFacts } from '../mapping/expression-variables.ts';
import type { PermissionSetContent, Tags } from '../model/permission-set.ts';
import { looseStatements } from '../policy/loose-statements.ts';

/** What expressions may ask about a permission set. `whyAdministrator` is null where it is not one. */
export function setFacts(
  name: string,
  content: PermissionSetContent,
  tags: Tags,
  whyAdministrator: (content: PermissionSetContent) => string | null,
): PermissionSetFacts {
  const { inlinePolicy } = content;
  return new PermissionSetFacts({
    name,
    description: content.description ?? '',
    isAdministrator: whyAdministrator(content) !== null,
    sessionDuration: BigInt(content.sessionDuration),
    managedPolicies: content.managedPolicies.map((arn) => arn.replace(/^.*?:policy\//, '')),
    customerManagedPolicies: content.customerManagedPolicies.map(({ path, name: own }) =>
      `${path}${own}`.replace(/^\//, ''),
    ),
    hasPermissionsBoundary: content.permissionsBoundary !== null,
    hasInlinePolicy: inlinePolicy !== null,
    inlineActions: inlinePolicy === null ? [] : inlineActions(inlinePolicy),
    tags: new Map(Object.entries(tags)),
  });
}

/** Patterns of actions that some statement allows; everything where that cannot be told. */
export function inlineActions(text: string): readonly string[] {
  const statements = looseStatements(text);
  if (statements === null) return ['*'];
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  return [
    ...new Set(
      allowed.flatMap(({ Action, NotAction }) => [
        ...(Action ?? []),
        ...(NotAction === undefined ? [] : ['*']),
      ]),
    ),
  ];
}
