import { AwsError, validation } from './aws-error.ts';
import type { Fields } from './fields.ts';
import { checkShape } from './models/check-shape.ts';
import type { Violation } from './models/check-shape.ts';
import type { ServiceModel } from './models/service-model.ts';

/** Refuses what the service model does not allow, in the words and with the error AWS uses. */
export function requireValidInput(
  model: ServiceModel,
  shape: string | undefined,
  input: Fields,
  strict: boolean,
  invalid: string[],
): void {
  const found = violationsOf(model, shape, input).filter(
    (one) => strict || one.kind !== 'unknown-member',
  );
  if (found.length === 0) return;
  invalid.push(...found.map((one) => `${one.path} ${one.value}: ${one.constraint}`));
  switch (model.service) {
    case 'organizations':
      throw invalidInput(found);
    case 'cloudtrail':
      throw invalidLookup(found);
    default:
      throw validation(sentence(found));
  }
}

function violationsOf(model: ServiceModel, shape: string | undefined, input: Fields): Violation[] {
  if (shape !== undefined) return checkShape(model, shape, input.values);
  return Object.keys(input.values).map((name) => ({
    path: name,
    kind: 'unknown-member',
    constraint: 'Member is not in the service model',
    value: name,
  }));
}

function sentence(found: readonly Violation[]): string {
  const parts = found.map(
    (one) => `Value ${one.value} at '${one.path}' failed to satisfy constraint: ${one.constraint}`,
  );
  const count = `${found.length} validation error${found.length === 1 ? '' : 's'} detected: `;
  return count + parts.join('; ');
}

const reasons: Readonly<Record<Violation['kind'], string>> = {
  required: 'INPUT_REQUIRED',
  'unknown-member': 'INVALID_LIST_MEMBER',
  type: 'INVALID_PATTERN',
  pattern: 'INVALID_PATTERN',
  enum: 'INVALID_ENUM',
  'min-length': 'MIN_LENGTH_EXCEEDED',
  'max-length': 'MAX_LENGTH_EXCEEDED',
  'min-value': 'MIN_VALUE_EXCEEDED',
  'max-value': 'MAX_VALUE_EXCEEDED',
  union: 'INPUT_REQUIRED',
};

/** CloudTrail has an exception for each member; what it says of the others is not documented. */
function invalidLookup(found: readonly Violation[]): AwsError {
  const path = found[0]?.path ?? '';
  if (path === 'maxResults') {
    return new AwsError('InvalidMaxResultsException', sentence(found));
  }
  return path.startsWith('lookupAttributes')
    ? new AwsError('InvalidLookupAttributesException', sentence(found))
    : validation(sentence(found));
}

function invalidInput(found: readonly Violation[]): AwsError {
  const kind = found[0]?.kind ?? 'pattern';
  return new AwsError('InvalidInputException', sentence(found), {
    members: { Reason: reasons[kind] },
  });
}
