import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt, warningAt } from '../../diagnostics/error-at.ts';
import { visible } from '../../diagnostics/hidden-characters.ts';

const pull = 'write it with "terraform state pull > state.json" and name that file';

/** `said` is what a JSON object says of itself; null for what is none. */
export function unreadableState(
  said: { readonly version?: unknown; readonly encrypted_data?: unknown } | null,
): Diagnostic {
  if (said?.encrypted_data !== undefined) {
    return errorAt(null, 'terraform-state', 'the Terraform state is encrypted', {
      why: 'OpenTofu encrypts states where it is told to; "tofu state pull" writes them in clear',
      help: 'write it with "tofu state pull > state.json" and name that file',
    });
  }
  if (typeof said?.version === 'number' && said.version !== 4) {
    return errorAt(
      null,
      'terraform-state',
      `the Terraform state is of format version ${said.version}, and version 4 is understood`,
      {
        why:
          said.version < 4
            ? '".terraform/terraform.tfstate" only says where the state lies; others come from Terraform before 0.12'
            : 'it comes from a newer Terraform than this program knows',
        help: pull,
      },
    );
  }
  return errorAt(null, 'terraform-state', 'the file is not a Terraform state', {
    why: 'a state is a JSON object with "version": 4 and "resources"',
    help: pull,
  });
}

export function notUnderstood(address: string, why: string): Diagnostic {
  return warningAt(
    null,
    'terraform-resource',
    `of the Terraform state, ${visible(address)} was left out`,
    { why, help: 'look at it by hand before you let Terraform forget anything' },
  );
}

export function severalInstances(instances: readonly string[]): Diagnostic {
  return warningAt(
    null,
    'terraform-instances',
    `the Terraform state holds resources of ${instances.length} instances of IAM Identity Center`,
    {
      why: `they belong to ${instances.map(visible).join(', ')}`,
      help: 'import each instance into a config directory of its own',
    },
  );
}
