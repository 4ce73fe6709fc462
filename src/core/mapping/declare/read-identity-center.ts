import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import { isInstanceArn, type InstanceArn } from '../../model/ids.ts';
import type { Settings } from '../mapping.ts';
import type { Tree } from '../read/tree.ts';
import type { identityCenter } from '../schema/settings-schema.ts';
import { fieldsOf } from './fields.ts';

export const DEFAULT_REQUESTS_PER_SECOND = 20;
const region = /^[a-z]{2,}(?:-[a-z]+)+-\d{1,2}$/;

export function readIdentityCenter(
  tree: Tree | null,
  problems: Diagnostic[],
): Pick<Settings, 'region' | 'instanceArn' | 'requestsPerSecond'> {
  if (tree === null) {
    return { region: null, instanceArn: null, requestsPerSecond: DEFAULT_REQUESTS_PER_SECOND };
  }
  const fields = fieldsOf<typeof identityCenter>(tree);
  return {
    region: readRegion(fields.text('region'), problems),
    instanceArn: readInstanceArn(fields.text('instanceArn'), problems),
    requestsPerSecond: fields.number('requestsPerSecond') ?? DEFAULT_REQUESTS_PER_SECOND,
  };
}

function readRegion(written: Located<string> | null, problems: Diagnostic[]): string | null {
  if (written !== null && !region.test(written.value)) {
    problems.push(
      errorAt(written.at, 'invalid-region', `"${written.value}" is not the code of an AWS Region`, {
        help: 'write the code of the Region that Identity Center is in, such as eu-west-1',
      }),
    );
  }
  return written?.value ?? null;
}

function readInstanceArn(
  written: Located<string> | null,
  problems: Diagnostic[],
): Located<InstanceArn> | null {
  if (written === null) return null;
  const { value, at } = written;
  if (isInstanceArn(value)) return { value, at };
  problems.push(
    errorAt(
      at,
      'invalid-instance-arn',
      `"${value}" is not the ARN of an Identity Center instance`,
      {
        help: 'write it like arn:aws:sso:::instance/ssoins-0123456789abcdef, as the console shows it under Settings',
      },
    ),
  );
  return null;
}
