import { letGoNotes, removedBlocks, stateRmCommands } from '../core/import/terraform/let-go.ts';
import type { TerraformHandover } from '../core/import/terraform/hand-over.ts';
import { codeSpan } from './escape.ts';
import { count } from './words.ts';

/** How Terraform lets go of what was imported, and of nothing else, as a Markdown file beside the mapping files. */
export function terraformHandover({ letGo, staying, references }: TerraformHandover): string {
  const kept = new Set(staying.map(({ resource }) => resource));
  const whole = letGo.filter(({ resource }) => !kept.has(resource));
  const parted = new Set(letGo.flatMap(({ resource }) => (kept.has(resource) ? [resource] : [])));
  const parts = [
    '# Handing IAM Identity Center over from Terraform',
    `The import took over ${count(letGo.length, 'resource')} of this state, counting those that AWS no longer has. Two tools that decide about one permission set undo each other's work: so Terraform must forget them, which destroys nothing.`,
    ...stays(staying),
    '## In which order',
    [
      'Review the pull request with the mapping files; do not merge it yet.',
      ...letGoNotes,
      'See that "terraform plan" has nothing to destroy and nothing to create here, then merge the pull request.',
      'Delete this file.',
    ]
      .map((step, at) => `${at + 1}. ${step}`)
      .join('\n'),
    '## Commands',
    fenced(stateRmCommands(letGo).join('\n\n'), 'sh'),
    ...(whole.length === 0 ? [] : ['## Or as configuration', fenced(removedBlocks(whole), 'hcl')]),
    ...(parted.size === 0
      ? []
      : [
          '## For the commands alone',
          'Some keys of these stay with Terraform, and a "removed" block would let go of all. Run their commands, and take the keys that go out of "for_each" or "count":',
          list([...parted].map((address) => codeSpan(address))),
        ]),
    ...(references.length === 0
      ? []
      : [
          '## What else refers to them',
          'These use what Terraform will no longer know. Give them a data source (`data "aws_ssoadmin_permission_set"`), or the ARN as text.',
          list([...new Set(references.map(({ address }) => codeSpan(address)))]),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function stays(staying: TerraformHandover['staying']): readonly string[] {
  if (staying.length === 0) return [];
  return [
    '## What stays with Terraform',
    `The mapping files do not say ${count(staying.length, 'resource')} of this state, so Terraform goes on managing them. One that names a permission set that Terraform forgets needs a data source for it, or its ARN as text.`,
    list(staying.map(({ instance, why }) => `${codeSpan(instance)}: ${why}`)),
  ];
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** Nothing in commands may be changed to be shown, so only the fence gives way. */
function fenced(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
