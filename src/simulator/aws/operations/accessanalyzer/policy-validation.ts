import { AwsError } from '../../aws-error.ts';
import type { Operations } from '../../context.ts';
import { Fields } from '../../fields.ts';
import type { JsonObject } from '../../json.ts';
import { page } from '../../page.ts';
import { validatePolicy } from './validate-policy.ts';

export const policyValidation: Operations = {
  ValidatePolicy: (context, input) => {
    const text = input.text('policyDocument');
    const findings = validatePolicy(text).map((finding, index) => ({ finding, index }));
    const maxResults = input.optionalNumber('maxResults');
    const nextToken = input.optionalText('nextToken');
    const asked: JsonObject = {
      policyDocument: text,
      policyType: input.text('policyType'),
      ...(maxResults !== undefined && { MaxResults: maxResults }),
      ...(nextToken !== undefined && { NextToken: nextToken }),
    };
    const { items, token } = withReason(() =>
      page(context, new Fields(asked), findings, ({ index }) => String(index).padStart(5, '0')),
    );
    return {
      findings: items.map(({ finding }) => finding),
      ...(token !== undefined && { nextToken: token }),
    };
  },
};

/** Its validation error must say of what kind it is. */
function withReason<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    throw new AwsError(error.code, error.message, { members: { reason: 'fieldValidationFailed' } });
  }
}
