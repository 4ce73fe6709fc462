import { letGoNotes, removedBlocks, stateRmCommands } from '../core/import/terraform/let-go.ts';
import type { TerraformState } from '../core/import/terraform/parse-state.ts';
import { codeSpan } from './escape.ts';
import { count } from './words.ts';

/** How Terraform lets go of what was imported, as a Markdown file beside the mapping files. */
export function terraformHandover({ managed, references }: TerraformState): string {
  const parts = [
    '# Handing IAM Identity Center over from Terraform',
    `Terraform manages ${count(managed.length, 'resource')} of it. The mapping files say the same from now on, and two tools that decide about one permission set undo each other's work: so Terraform must forget them, which destroys nothing.`,
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
    fenced(stateRmCommands(managed).join('\n\n'), 'sh'),
    '## Or as configuration',
    fenced(removedBlocks(managed), 'hcl'),
    ...(references.length === 0
      ? []
      : [
          '## What else refers to them',
          'These use what Terraform will no longer know. Give them a data source (`data "aws_ssoadmin_permission_set"`), or the ARN as text.',
          [...new Set(references.map(({ address }) => address))]
            .map((address) => `- ${codeSpan(address)}`)
            .join('\n'),
        ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Nothing in commands may be changed to be shown, so only the fence gives way. */
function fenced(text: string, language: string): string {
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
