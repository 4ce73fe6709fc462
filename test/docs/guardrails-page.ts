import { parse } from 'yaml';
import { builtInRules } from '../../src/core/mapping/built-in-rules.ts';
import { variables } from '../../src/core/mapping/expression-variables.ts';
import { mappingOf } from '../core/support/files.ts';

/** Rows of the table of variables in docs/guardrails.md. */
export function variableRows(): string[] {
  return variables.map(({ name, type, meaning }) =>
    row([`\`${name}\``, `\`${type.replace('google.protobuf.Timestamp', 'timestamp')}\``, meaning]),
  );
}

/** An entry for each built-in rule, as docs/guardrails.md shows it. */
const examples = [
  '{ use: no-direct-users }',
  '{ use: no-administrators, accounts: set:prod, exceptGroups: BreakGlass-Admins }',
  '{ use: session-duration, accounts: set:prod, maximum: 4h }',
  '{ use: reason-required, accounts: set:prod }',
  '{ use: expiry-required-for-administrators }',
  "{ use: no-inline-action, actions: [iam:PassRole, 'kms:*'] }",
  '{ use: group-size, minimumMembers: 2, maximumMembers: 50 }',
];

/** Lines of the built-in rules: the entry, and the expression that it is. */
export function builtInLines(): string[] {
  const missing = [...builtInRules.keys()].filter(
    (name) => !examples.some((text) => text.startsWith(`{ use: ${name}`)),
  );
  if (missing.length > 0) throw new Error(`no example of ${missing.join(', ')}`);
  return examples.flatMap((text) => {
    const { settings } = mappingOf({
      accountSets: { prod: '111122223333' },
      guardrails: { rules: [parse(text)] },
    });
    return settings.guardrails.rules.flatMap(({ when, unless }) => [
      `- ${text}`,
      `# when: ${when}`,
      ...(unless === null ? [] : [`# unless: ${unless}`]),
    ]);
  });
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
