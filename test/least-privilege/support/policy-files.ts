import { readFileSync } from 'node:fs';
import type { AwsSimulator } from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { Policy } from './make-policies.ts';

export const policyFolder = 'examples/aws/policies';

/** What stands for `${…}` in a policy. */
export type Values = Readonly<Record<string, string>>;

export function readPolicy(name: string): Policy {
  return JSON.parse(readFileSync(`${policyFolder}/${name}.json`, 'utf8')) as Policy;
}

/** What the simulated organization calls itself; `owner` as in the stories' settings. */
export function valuesOf(aws: AwsSimulator): Values {
  const { place } = aws.world.state;
  return {
    partition: place.partition,
    instance_id: place.instance.id,
    owner: 'platform',
    account_id: place.managementAccountId,
    management_account_id: place.managementAccountId,
  };
}

export function filled(policy: Policy, values: Values): Policy {
  const text = JSON.stringify(policy).replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`nothing stands for ${whole}`);
    return value;
  });
  return JSON.parse(text) as Policy;
}

/** Allowed actions, without those of IAM, which Identity Center itself uses with the caller's rights. */
export function actionsOf(...policies: readonly Policy[]): string[] {
  const actions = policies
    .flatMap(({ Statement }) => Statement)
    .filter(({ Effect }) => Effect === 'Allow')
    .flatMap(({ Action = [] }) => Action)
    .filter((action) => !action.startsWith('iam:'));
  return [...new Set(actions)].toSorted();
}

/** The same without one action; a statement that allows nothing more is gone. */
export function withoutAction({ Version, Statement }: Policy, action: string): Policy {
  return {
    Version,
    Statement: Statement.flatMap((statement) => {
      if (statement.Effect === 'Deny' || statement.Action === undefined) return [statement];
      const Action = statement.Action.filter((one) => one !== action);
      return Action.length === 0 ? [] : [{ ...statement, Action }];
    }),
  };
}
