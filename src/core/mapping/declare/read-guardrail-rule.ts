import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { isMisspelt } from '../../diagnostics/nearest.ts';
import type { Located } from '../../diagnostics/span.ts';
import {
  type BuiltInKey,
  type BuiltInRule,
  builtInRules,
  type BuiltInValues,
  expandedUnless,
  expandedWhen,
  isExpressible,
} from '../built-in-rules.ts';
import { readExpression } from '../expression.ts';
import type { GuardrailRule, Selector } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { guardrailRule } from '../schema/guardrails-schema.ts';
import { type Fields, fieldsOf, type KeysOf } from './fields.ts';
import { readExpressionAt } from './read-expression.ts';
import { readPrincipals } from './read-principals.ts';
import { readSelectors } from './read-selectors.ts';
import { readSessionDuration } from './read-session-duration.ts';

type RuleFields = Fields<KeysOf<typeof guardrailRule>>;

/** A rule of one's own, or a built-in one written out as the expression that it is. */
export function readGuardrailRule(tree: Tree, problems: Diagnostic[]): GuardrailRule {
  const fields = fieldsOf<typeof guardrailRule>(tree);
  const use = fields.text('use')?.value ?? null;
  const builtIn = use === null ? undefined : builtInRules.get(use);
  const name = fields.text('name')?.value ?? use ?? '';
  const common = {
    at: tree.at,
    name,
    severity: fields.text('severity')?.value === 'warning' ? 'warning' : 'error',
  } as const;
  if (use !== null && builtIn !== undefined) {
    return {
      ...common,
      use,
      ...readBuiltIn(use, builtIn, fields, problems),
      message: fields.text('message')?.value ?? builtIn.message,
    };
  }
  if (!fields.has('use')) problems.push(...missingKeys(tree, fields));
  return {
    ...common,
    use: null,
    where: null,
    when: readExpressionAt(fields.tree('when'), problems) ?? 'true',
    unless: readExpressionAt(fields.tree('unless'), problems),
    message: fields.text('message')?.value ?? name,
  };
}

function missingKeys(tree: Tree, fields: RuleFields): Diagnostic[] {
  const written = tree.kind === 'map' ? [...tree.entries.keys()] : [];
  const builtInOnly = [...builtInKeys, 'accounts' as const].filter((key) => fields.has(key));
  return [
    ...(['name', 'when'] as const)
      .filter((key) => !fields.has(key) && !isMisspelt(key, written))
      .map((key) =>
        errorAt(tree.at, 'missing-key', `the key "${key}" is missing here`, {
          help: `add "${key}:", or switch on a built-in rule with "use:"`,
        }),
      ),
    ...builtInOnly.map((key) =>
      errorAt(fields.keyAt(key), 'unknown-key', `"${key}" is a key of built-in rules`, {
        help: 'say it in "when", or switch on a built-in rule with "use:"',
      }),
    ),
  ];
}

const builtInKeys: readonly BuiltInKey[] = [
  'exceptGroups',
  'maximum',
  'actions',
  'minimumMembers',
  'maximumMembers',
];

function readBuiltIn(
  use: string,
  rule: BuiltInRule,
  fields: RuleFields,
  problems: Diagnostic[],
): Pick<GuardrailRule, 'when' | 'unless' | 'where'> {
  const taken: readonly string[] = rule.takes;
  for (const key of [...builtInKeys, 'when', 'unless'] as const) {
    if (!fields.has(key) || taken.includes(key)) continue;
    problems.push(
      errorAt(fields.keyAt(key), 'unknown-key', `"${key}" is no key of the rule "${use}"`, {
        help: `it takes ${['accounts', ...rule.takes, 'name', 'severity', 'message'].join(', ')}`,
      }),
    );
  }
  const values: BuiltInValues = {
    accounts: fields.has('accounts') ? readWhere(fields.texts('accounts'), problems) : null,
    exceptGroups: readPrincipals('GROUP', fields.texts('exceptGroups'), problems),
    maximum: readSessionDuration(fields.text('maximum'), problems),
    actions: fields.texts('actions').map(({ value }) => value),
    minimumMembers: fields.number('minimumMembers'),
    maximumMembers: fields.number('maximumMembers'),
  };
  if (rule.needs.length > 0 && !rule.needs.some((key) => fields.has(key))) {
    problems.push(
      errorAt(fields.at, 'missing-key', `the rule "${use}" needs ${rule.needs.join(' or ')}`, {
        help: `add "${rule.needs[0] ?? ''}:"`,
      }),
    );
  }
  // What could not be read is reported, and no plan is made: until then the rule is for everything.
  const { accounts } = values;
  const everywhere = expandedWhen(rule, { ...values, accounts: null }) ?? 'true';
  const when = expandedWhen(rule, values) ?? 'true';
  const unless = expandedUnless(values);
  problems.push(...tooLong(use, [when, ...(unless === null ? [] : [unless])], fields));
  return {
    when,
    unless,
    where: accounts === null ? null : { accounts, everywhere },
  };
}

/** A built-in rule is right by itself: it fails by naming more than an expression may have. */
function tooLong(use: string, texts: readonly string[], fields: RuleFields): Diagnostic[] {
  const [first] = texts.flatMap((text) => {
    const found = readExpression(text);
    return 'problem' in found ? [found] : [];
  });
  if (first === undefined) return [];
  return [
    errorAt(
      fields.at,
      'invalid-expression',
      `the rule "${use}" becomes an expression that is not usable: ${first.problem}`,
      {
        why: 'a rule that cannot be evaluated would refuse everything it is asked about',
        help: 'name fewer groups, accounts or actions in it',
      },
    ),
  ];
}

/** Those that an expression can ask about; of the others an account set can be made. */
function readWhere(
  texts: readonly Located<string>[],
  problems: Diagnostic[],
): readonly Located<Selector>[] {
  return readSelectors(texts, problems).filter(({ value, at }) => {
    if (isExpressible(value)) return true;
    problems.push(
      errorAt(at, 'invalid-selector', `"${value.text}" cannot be asked about in a guardrail`, {
        why: 'a built-in rule is a CEL expression, which knows account sets, ids and names',
        help: `make an account set of it and write "set:<its name>"`,
      }),
    );
    return false;
  });
}
