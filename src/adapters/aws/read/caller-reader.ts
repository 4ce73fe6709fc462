import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { CallerReader } from '../../../ports/organization-read.ts';
import { callerAnswer } from '../answers/organizations-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { withTimeLimit } from '../request/with-time-limit.ts';

/** Milliseconds; knowing the caller's account is good, waiting for it is not. */
const longest = 3000;

/** One try at STS GetCallerIdentity; null whatever goes wrong, for networks may block STS. */
export function createCallerReader(connection: AwsConnection, signal?: AbortSignal): CallerReader {
  return {
    async callerAccountId() {
      try {
        const answer = await withTimeLimit(connection.clock, longest, signal, (abortSignal) =>
          connection.clients.sts.send(new GetCallerIdentityCommand({}), { abortSignal }),
        );
        const parsed = callerAnswer.safeParse(answer);
        return parsed.success ? parsed.data.Account : null;
      } catch {
        return null;
      }
    },
  };
}
