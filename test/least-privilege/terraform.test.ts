import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { policyFolder, readPolicy } from './support/policy-files.ts';
import { readTemplate } from './support/read-template.ts';
import { roleOf, templatePath } from './support/roles-of.ts';

// Terraform itself is not run here: this holds what it would read to the template that is tested.
const folder = 'examples/aws/terraform';
const files = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]),
);
const code = Object.values(files).join('\n');
const { Parameters } = readTemplate(templatePath);

function all(pattern: RegExp, text = code): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].toSorted();
}

/** The text between the brackets behind a beginning. */
function block(beginning: string): string {
  const start = code.indexOf(beginning);
  if (start === -1) throw new Error(`there is no ${beginning}`);
  const from = start + beginning.length;
  let depth = 1;
  let end = from;
  while (depth > 0 && end < code.length) {
    if ('{[('.includes(code.charAt(end))) depth += 1;
    if ('}])'.includes(code.charAt(end))) depth -= 1;
    end += 1;
  }
  return code.slice(from, end - 1);
}

/** What a parameter of the template is called here. */
const variables: Readonly<Record<string, string>> = {
  Owner: 'repository',
  OwnerId: 'owner_id',
  Repository: 'repository',
  RepositoryId: 'repository_id',
  Branch: 'branch',
  CreateIdentityProvider: 'create_identity_provider',
  PlanTrust: 'plan_trust',
  PlanWorkflow: 'plan_workflow',
  ApplyWorkflow: 'apply_workflow',
  InstanceId: 'instance_id',
  OwnershipTag: 'ownership_tag',
  ManagementAccountId: 'management_account_id',
  Adoption: 'adoption',
  AccessControlAttributes: 'access_control_attributes',
  Applications: 'applications',
  ManagementAccountAccess: 'management_account_access',
};

describe('examples/aws/terraform', () => {
  it("has the template's parameters as variables, with the same defaults", () => {
    expect(Object.keys(variables)).toEqual(
      expect.arrayContaining(Object.keys(Parameters)) as string[],
    );
    expect(all(/^variable "(\w+)"/gm)).toEqual([...new Set(Object.values(variables))].toSorted());
    for (const [parameter, variable] of Object.entries(variables)) {
      const [, value] =
        /^ {2}default +=\s*"?([^"\n]*)"?$/m.exec(block(`variable "${variable}" {`)) ?? [];
      expect(`${variable} ${value}`).toBe(`${variable} ${Parameters[parameter]?.Default}`);
    }
  });

  it('uses every variable and refers to nothing that is not there', () => {
    const declared = all(/^variable "(\w+)"/gm);
    const outside = code.replaceAll(/^variable "[\s\S]*?^\}/gm, '');
    expect(all(/\bvar\.(\w+)/g, outside)).toEqual(declared);
    expect(all(/^ {2}(\w+) += /gm, all(/^locals \{\n([\s\S]*?)^\}/gm).join('\n'))).toEqual(
      all(/\blocal\.(\w+)/g),
    );
    expect(all(/\bdata\.(\w+\.\w+)/g)).toEqual(
      [...code.matchAll(/^data "(\w+)" "(\w+)"/gm)]
        .map(([, type, name]) => `${type}.${name}`)
        .toSorted(),
    );
    const resources = [...code.matchAll(/^resource "(\w+)" "(\w+)"/gm)];
    const made = resources.map(([, type, name]) => `${type}.${name}`);
    expect(made).toEqual(
      expect.arrayContaining(all(/(?<!data\.)\b(aws_iam_\w+\.\w+)/g)) as string[],
    );
  });

  it.each([
    ['plan', 'PlanRole'],
    ['apply', 'ApplyRole'],
  ] as const)('trusts in %s by the same claims as the template', (name, role) => {
    const trust = block(`data "aws_iam_policy_document" "${name}_trust" {`);
    const conditions = [...trust.matchAll(/test +=\s*"(\w+)"\s+variable = "([^"]+)"/g)];
    const told = conditions.map(([, test, key]) => `${test} ${key}`);
    const { Condition } = roleOf(role).trust.Statement[0];
    const expected = Object.entries(Condition).flatMap(([test, keys]) =>
      Object.keys(keys).map((key) => `${test} ${key}`),
    );
    expect(told.toSorted()).toEqual(expected.toSorted());
  });

  it('trusts the same subjects', () => {
    const contexts = all(/"((?:pull_request|ref:|environment:)[^"]*)"/g).map((context) =>
      context.replace('${var.branch}', 'main'),
    );
    const trusted = (['any-branch', 'environment'] as const).flatMap((PlanTrust) =>
      (['PlanRole', 'ApplyRole'] as const).flatMap((role) =>
        Object.values(roleOf(role, { PlanTrust }).trust.Statement[0].Condition).flatMap(
          ({ 'token.actions.githubusercontent.com:sub': sub = [] }) => sub,
        ),
      ),
    );
    const forms = ['repo:fernhill/access:', 'repo:fernhill@11/access@22:'];
    expect([...new Set(trusted)].toSorted()).toEqual(
      forms.flatMap((form) => contexts.map((context) => form + context)).toSorted(),
    );
  });

  it('gives the roles the policies of the files, and fills in all that they leave open', () => {
    const names = readdirSync(policyFolder).map((file) => file.replace('.json', ''));
    expect(all(/"([\w-]+)"/g, block('  policies = {'))).toEqual(names.toSorted());
    const open = names.flatMap((name) => all(/\$\{(\w+)\}/g, JSON.stringify(readPolicy(name))));
    expect(all(/^ {4}(\w+) += /gm, block('  values = {'))).toEqual([...new Set(open)].toSorted());
  });

  it('is written as terraform fmt writes', () => {
    expect(Object.entries(files).flatMap(([name, text]) => misformatted(name, text))).toEqual([]);
  });
});

/** Two spaces a bracket, and the equals signs of neighbouring lines below each other. */
function misformatted(name: string, text: string): string[] {
  const wrong: string[] = [];
  let depth = 0;
  let neighbours: { readonly line: number; readonly key: string; readonly column: number }[] = [];
  let heredoc: string | null = null;
  const close = (): void => {
    const column = Math.max(...neighbours.map(({ key }) => key.length)) + 1;
    wrong.push(
      ...neighbours
        .filter((one) => one.column !== column)
        .map(({ line }) => `${name}:${line} has its = elsewhere`),
    );
    neighbours = [];
  };
  for (const [index, line] of text.split('\n').entries()) {
    if (heredoc !== null) {
      if (line.trim() === heredoc) heredoc = null;
      continue;
    }
    const bare = line.replaceAll(/"[^"]*"/g, '""').replace(/#.*/, '');
    const change = [...bare].reduce(
      (sum, letter) => sum + ('{[('.includes(letter) ? 1 : '}])'.includes(letter) ? -1 : 0),
      0,
    );
    const opens = /^\s*[}\])]/.test(bare) ? depth - 1 : depth;
    if (line !== '' && line.search(/\S/) !== 2 * opens) wrong.push(`${name}:${index + 1} indents`);
    if (/\s$/.test(line)) wrong.push(`${name}:${index + 1} ends in a space`);
    const [, key, spaces = ''] = /^\s*(\w+)( +)= /.exec(line) ?? [];
    if (key !== undefined && change === 0) {
      neighbours.push({ line: index + 1, key, column: key.length + spaces.length });
    } else if (neighbours.length > 0) close();
    depth += change;
    heredoc = /<<-(\w+)$/.exec(line)?.[1] ?? null;
  }
  if (depth !== 0) wrong.push(`${name} leaves a bracket open`);
  return wrong;
}
