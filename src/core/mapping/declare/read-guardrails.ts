import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { GuardrailRule, Guardrails, ProtectEntry } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type {
  guardrails,
  maxGrants,
  maxRevocations,
  protectEntry,
} from '../schema/guardrails-schema.ts';
import { fieldsOf } from './fields.ts';
import { readGuardrailRule } from './read-guardrail-rule.ts';
import { readPrincipals } from './read-principals.ts';
import { readSelectors } from './read-selectors.ts';

const DEFAULT_REVOCATION_PERCENT = 25;

export function readGuardrails(tree: Tree | null, problems: Diagnostic[]): Guardrails {
  const fields = tree === null ? null : fieldsOf<typeof guardrails>(tree);
  const rules = (fields?.items('rules') ?? []).map((item) => readGuardrailRule(item, problems));
  problems.push(...repeatedNames(rules));
  return {
    maxRevocations: readMaxRevocations(fields?.tree('maxRevocations') ?? null),
    maxGrants: readMaxGrants(fields?.tree('maxGrants') ?? null),
    limitsAt: {
      maxRevocations: fields?.keyAt('maxRevocations') ?? null,
      maxGrants: fields?.keyAt('maxGrants') ?? null,
    },
    protect: (fields?.items('protect') ?? []).map((item) => readProtect(item, problems)),
    rules,
  };
}

function readMaxRevocations(tree: Tree | null): Guardrails['maxRevocations'] {
  if (tree === null) return { percent: DEFAULT_REVOCATION_PERCENT, count: null };
  const fields = fieldsOf<typeof maxRevocations>(tree);
  const percent = fields.number('percent');
  const count = fields.number('count');
  // A map that names neither would be no limit at all.
  return percent === null && count === null
    ? { percent: DEFAULT_REVOCATION_PERCENT, count: null }
    : { percent, count };
}

function readMaxGrants(tree: Tree | null): number | null {
  return tree === null ? null : fieldsOf<typeof maxGrants>(tree).number('count');
}

function readProtect(tree: Tree, problems: Diagnostic[]): ProtectEntry {
  const fields = fieldsOf<typeof protectEntry>(tree);
  return {
    at: tree.at,
    groups: readPrincipals('GROUP', fields.texts('groups'), problems),
    permissionSets: fields.texts('permissionSets'),
    accounts: readSelectors(fields.texts('accounts'), problems),
    allowEmpty: fields.flag('allowEmpty') ?? false,
  };
}

function repeatedNames(rules: readonly GuardrailRule[]): Diagnostic[] {
  const seen = new Map<string, Span>();
  return rules.flatMap((rule) => {
    const first = seen.get(rule.name);
    if (first === undefined) seen.set(rule.name, rule.at);
    if (first === undefined || rule.name === '') return [];
    return [
      errorAt(rule.at, 'duplicate-name', `the guardrail rule "${rule.name}" is defined twice`, {
        why: `the first is at ${place(first)}`,
        help: 'rename one of them',
      }),
    ];
  });
}
