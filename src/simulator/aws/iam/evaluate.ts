import { conditionsHold } from './conditions.ts';
import type { ConditionContext } from './conditions.ts';
import { matchesAction, matchesResource } from './match-pattern.ts';
import type { PolicyDocument, Statement } from './policy-document.ts';

/** Something that an action is asked of. */
export interface AskedResource {
  readonly arn: string;
  readonly context: ConditionContext;
}

export type Verdict =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'explicit-deny' | 'implicit-deny'; readonly resource: string };

/**
 * As IAM evaluates identity-based policies: each resource that the action needs must be allowed, and
 * whatever is denied is denied whoever allows it.
 */
export function evaluate(
  policies: readonly PolicyDocument[],
  action: string,
  resources: readonly AskedResource[],
): Verdict {
  const statements = policies
    .flatMap(({ Statement }) => Statement)
    .filter((statement) => isOfAction(statement, action));
  const says = (effect: Statement['Effect'], resource: AskedResource): boolean =>
    statements.some((one) => one.Effect === effect && isOfResource(one, resource));
  const denied = resources.find((resource) => says('Deny', resource));
  if (denied !== undefined) return { kind: 'explicit-deny', resource: denied.arn };
  const missing = resources.find((resource) => !says('Allow', resource));
  if (missing !== undefined) return { kind: 'implicit-deny', resource: missing.arn };
  return { kind: 'allowed' };
}

function isOfAction({ Action, NotAction }: Statement, action: string): boolean {
  const named = (Action ?? NotAction ?? []).some((pattern) => matchesAction(pattern, action));
  return Action === undefined ? !named : named;
}

function isOfResource(
  { Resource, NotResource, Condition }: Statement,
  { arn, context }: AskedResource,
): boolean {
  const named = (Resource ?? NotResource ?? []).some((pattern) => matchesResource(pattern, arn));
  return (Resource === undefined ? !named : named) && conditionsHold(Condition, context);
}
