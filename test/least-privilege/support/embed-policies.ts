import type { Policy, Statement } from './make-policies.ts';

/** What CloudFormation calls what a policy's placeholders stand for. */
const references: Readonly<Record<string, string>> = {
  partition: 'AWS::Partition',
  account_id: 'AWS::AccountId',
  instance_id: 'InstanceId',
  owner: 'OwnershipTag',
  management_account_id: 'ManagementAccountId',
};

/** `outside-the-management-account` is `OutsideTheManagementAccountPolicy`. */
export function resourceNameOf(policy: string): string {
  const words = policy.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Policy`;
}

/** A template whose policies are the given ones, by file name; everything else in it stays. */
export function embedPolicies(
  template: string,
  policies: Readonly<Record<string, Policy>>,
): string {
  const lines = template.split('\n');
  for (const [name, policy] of Object.entries(policies)) {
    const resource = lines.indexOf(`  ${resourceNameOf(name)}:`);
    const start = lines.findIndex((line, at) => at > resource && /^ {6}PolicyDocument:/.test(line));
    if (resource === -1 || start === -1) throw new Error(`no place for the policy ${name}`);
    const length = lines.slice(start + 1).findIndex((line) => !line.startsWith('        '));
    lines.splice(start, length + 1, '      PolicyDocument:', ...documentLines(policy));
  }
  return lines.join('\n');
}

function documentLines({ Version, Statement }: Policy): string[] {
  return [
    `        Version: '${Version}'`,
    '        Statement:',
    ...Statement.flatMap((statement) => statementLines(statement).map(indented)),
  ];
}

function indented(line: string, index: number): string {
  return `          ${index === 0 ? '- ' : '  '}${line}`;
}

function statementLines({ Sid, Effect, Action, NotAction, Resource, Condition }: Statement) {
  return [
    `Sid: ${Sid}`,
    `Effect: ${Effect}`,
    ...listLines('Action', Action),
    ...listLines('NotAction', NotAction),
    `Resource: ${textOf(Resource)}`,
    ...(Condition === undefined ? [] : ['Condition:']),
    ...Object.entries(Condition ?? {}).flatMap(([operator, keys]) => [
      `  ${operator === 'Null' ? "'Null'" : operator}:`,
      ...Object.entries(keys).map(([key, value]) => `    ${key}: ${textOf(value)}`),
    ]),
  ];
}

function listLines(name: string, actions: readonly string[] | undefined): string[] {
  if (actions === undefined) return [];
  const [only] = actions;
  if (actions.length === 1 && only !== undefined) return [`${name}: [${textOf(only)}]`];
  return [`${name}:`, ...actions.map((action) => `  - ${textOf(action)}`)];
}

function textOf(value: string | readonly string[]): string {
  if (typeof value !== 'string') return `[${value.map(textOf).join(', ')}]`;
  const filled = value.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => {
    const reference = references[name];
    if (reference === undefined) throw new Error(`CloudFormation has nothing for ${whole}`);
    return `\${${reference}}`;
  });
  const [, only] = /^\$\{([\w:]+)\}$/.exec(filled) ?? [];
  if (only !== undefined) return `!Ref ${only}`;
  if (filled.includes('${')) return `!Sub '${filled}'`;
  return /^[a-z][\w:-]*$/.test(filled) && !/^(?:true|false|null)$/.test(filled)
    ? filled
    : `'${filled}'`;
}
