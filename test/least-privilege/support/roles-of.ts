import * as z from 'zod';
import { evaluate } from '../../../src/simulator/aws/iam/evaluate.ts';
import { parsePolicyDocument } from '../../../src/simulator/aws/iam/policy-document.ts';
import { readTemplate } from './read-template.ts';
import { type Parameters, resolveTemplate } from './resolve-template.ts';

export const templatePath = 'examples/aws/cloudformation/roles.yaml';
export const provider = 'token.actions.githubusercontent.com';

/** The parameters without a default, for a stack that plays with the simulator's tokens. */
export const given: Parameters = {
  Owner: 'fernhill',
  OwnerId: '11',
  Repository: 'access',
  RepositoryId: '22',
  InstanceId: 'ssoins-0123456789abcdef',
  ManagementAccountId: '111122223333',
};

const trust = z.object({
  Statement: z.tuple([
    z.object({
      Action: z.literal('sts:AssumeRoleWithWebIdentity'),
      Principal: z.object({ Federated: z.string() }),
      Condition: z.record(
        z.string(),
        z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      ),
    }),
  ]),
});
const role = z.object({
  RoleName: z.string(),
  AssumeRolePolicyDocument: trust,
  ManagedPolicyArns: z.array(z.string()),
});
const managedPolicy = z.object({ PolicyDocument: z.looseObject({}) });

export interface Role {
  readonly name: string;
  /** Keys are condition keys as the template writes them. */
  readonly trust: z.output<typeof trust>;
  /** Documents by the name of their resource. */
  readonly policies: Readonly<Record<string, object>>;
}

export type RoleName = 'ApplyRole' | 'PlanRole';

export function roleOf(name: RoleName, parameters: Parameters = {}): Role {
  const resources = resolveTemplate(readTemplate(templatePath), { ...given, ...parameters });
  const { RoleName, AssumeRolePolicyDocument, ManagedPolicyArns } = role.parse(resources[name]);
  return {
    name: RoleName,
    trust: AssumeRolePolicyDocument,
    policies: Object.fromEntries(
      ManagedPolicyArns.map((arn) => [arn, managedPolicy.parse(resources[arn]).PolicyDocument]),
    ),
  };
}

/** The claims of GitHub's tokens that STS makes condition keys of. */
const claimKeys = new Set([
  'actor',
  'actor_id',
  'aud',
  'enterprise_id',
  'environment',
  'job_workflow_ref',
  'ref',
  'repository',
  'repository_id',
  'sub',
  'workflow',
]);

/** Whether STS would give a token's holder the role. */
export function mayAssume(
  { trust: { Statement } }: Role,
  claims: Readonly<Record<string, unknown>>,
) {
  const [{ Action, Condition }] = Statement;
  const policy = parsePolicyDocument({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action, Resource: '*', Condition },
  });
  const context = new Map(
    Object.entries(claims).flatMap(([name, value]) =>
      claimKeys.has(name) && typeof value === 'string' ? [[`${provider}:${name}`, [value]]] : [],
    ),
  );
  return evaluate([policy], Action, [{ arn: '*', context }]).kind === 'allowed';
}
