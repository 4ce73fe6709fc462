import { ValidatePolicyCommand } from '@aws-sdk/client-accessanalyzer';
import type { PolicyChecker } from '../../../ports/policy-check.ts';
import { remarksPage } from '../answers/policy-check-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';

/** Findings of one answer, as many as AWS gives. */
const PAGE = 100;

/** IAM Access Analyzer's ValidatePolicy, which needs no analyzer. */
export function createPolicyChecker(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): PolicyChecker {
  const channel = new ServiceChannel(caller, 'accessanalyzer', signal);
  return {
    validatePolicy(policyDocument) {
      return channel.list('ValidatePolicy', remarksPage, (nextToken, options) =>
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
    },
  };
}
