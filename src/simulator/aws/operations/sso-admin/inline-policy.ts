import { validation } from '../../aws-error.ts';
import type { Operations } from '../../context.ts';
import { parseJsonObject, present } from '../../json.ts';
import type { Knobs } from '../../knobs.ts';
import { requireSet } from './guard.ts';
import { edit, requireAttached, writable } from './managed-policies.ts';

export const inlinePolicy: Operations = {
  GetInlinePolicyForPermissionSet: (context, input) => {
    const { inlinePolicy: policy } = requireSet(context, input).content;
    const none = context.knobs.behaviour.noInlinePolicy === 'empty' ? '' : undefined;
    return present({ InlinePolicy: policy ?? none });
  },

  PutInlinePolicyToPermissionSet: (context, input) => {
    const set = writable(context, input);
    const policy = input.text('InlinePolicy');
    requireFits(policy, context.knobs.limits);
    if (parseJsonObject(policy)?.['Statement'] === undefined) {
      throw validation('The policy document is malformed: it is not JSON with a Statement.');
    }
    edit(context, set, { inlinePolicy: policy });
    return {};
  },

  DeleteInlinePolicyFromPermissionSet: (context, input) => {
    const set = writable(context, input);
    const there = set.content.inlinePolicy !== undefined;
    if (requireAttached(context, there, 'an inline policy')) {
      edit(context, set, { inlinePolicy: undefined });
    }
    return {};
  },
};

function requireFits(policy: string, limits: Knobs['limits']): void {
  const raw = Buffer.byteLength(policy);
  if (raw > limits.inlinePolicyBytes) {
    throw validation(
      `Current size of the InlinePolicy Document is ${raw} bytes ` +
        `which has exceeded the maximum limit of ${limits.inlinePolicyBytes} bytes`,
    );
  }
  const dense = Buffer.byteLength(policy.replaceAll(/\s/g, ''));
  if (dense > limits.inlinePolicyNonWhitespaceBytes) {
    throw validation(
      'Current size of the non-whitespace characters present in the InlinePolicy Document is ' +
        `${dense} bytes which has exceeded the maximum limit of ` +
        `${limits.inlinePolicyNonWhitespaceBytes} bytes`,
    );
  }
}
