import { AwsError } from '../aws-error.ts';
import type { Caller } from '../caller.ts';
import type { Fields } from '../fields.ts';
import type { JsonObject } from '../json.ts';
import type { ServiceModel } from '../models/service-model.ts';
import type { EventHistory } from './event-history.ts';

export interface ApiCall {
  readonly model: ServiceModel;
  readonly operation: string;
  readonly input: Fields;
  readonly userAgent: string | undefined;
  readonly caller: Caller;
  readonly region: string;
  readonly at: number;
}

/** Writes down a call that asks for a change. AWS has reads too; here they would only cost memory. */
export function recordCall(
  trail: EventHistory,
  call: ApiCall,
  outcome: JsonObject | AwsError,
): void {
  const { model, operation, caller } = call;
  if (model.service !== 'sso-admin' || /^(?:List|Describe|Get)/.test(operation)) return;
  const { arn, accountId, accessKeyId } = caller;
  const failed = outcome instanceof AwsError;
  const isEmpty = failed || Object.keys(outcome).length === 0;
  trail.add({
    name: operation,
    at: call.at,
    region: call.region,
    user: {
      arn,
      accountId,
      accessKeyId,
      userAgent: call.userAgent ?? 'unknown',
      sourceIpAddress: '203.0.113.24',
      isConsole: false,
    },
    request: call.input.values,
    response: isEmpty ? null : outcome,
    error: failed ? { code: outcome.code, message: outcome.message } : null,
  });
}
