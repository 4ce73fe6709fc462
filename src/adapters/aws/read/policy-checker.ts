import { ValidatePolicyCommand } from '@aws-sdk/client-accessanalyzer';
import type { PolicyChecker } from '../../../ports/policy-check.ts';
import { PortError } from '../../../ports/port-error.ts';
import { remarksPage } from '../answers/policy-check-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { TimeLimitError } from '../request/classify-failure.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { withTimeLimit } from '../request/with-time-limit.ts';

/** Findings of one answer, as many as AWS gives. */
const PAGE = 100;

/** Milliseconds; a check is good, waiting for it is not, and a network may have no way to it. */
const longest = 8000;

/** IAM Access Analyzer's ValidatePolicy, which needs no analyzer. */
export function createPolicyChecker(
  { caller, clients, clock }: AwsConnection,
  signal?: AbortSignal,
): PolicyChecker {
  const validate = (policyDocument: string, within: AbortSignal) =>
    new ServiceChannel(caller, 'accessanalyzer', within).list(
      'ValidatePolicy',
      remarksPage,
      (nextToken, options) =>
        clients.accessAnalyzer.send(
          new ValidatePolicyCommand({
            policyDocument,
            policyType: 'IDENTITY_POLICY',
            locale: 'EN',
            maxResults: PAGE,
            nextToken,
          }),
          options,
        ),
    );
  return {
    async validatePolicy(policyDocument) {
      try {
        return await withTimeLimit(clock, longest, signal, (within) =>
          validate(policyDocument, within),
        );
      } catch (error) {
        if (signal?.aborted === true || !isLate(error)) throw error;
        const words = `no answer within ${longest / 1000} s`;
        throw new PortError('unavailable', 'access-analyzer:ValidatePolicy', words, {
          cause: error,
        });
      }
    },
  };
}

/** The limit ends the call, which then counts as cancelled; the run goes on. */
function isLate(error: unknown): boolean {
  return (
    error instanceof TimeLimitError || (error instanceof PortError && error.kind === 'cancelled')
  );
}
