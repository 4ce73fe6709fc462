import * as sso from '@aws-sdk/client-sso-admin';
import { sortedBy } from '../../../core/model/order.ts';
import type { ApplicationReader } from '../../../ports/applications-read.ts';
import { PortError } from '../../../ports/port-error.ts';
import * as answers from '../answers/application-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { nullIfNotFound } from './null-if-not-found.ts';

const MaxResults = 100;

/** Applications and who is assigned to them, through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createApplicationReader(
  { caller, clients }: AwsConnection,
  signal?: AbortSignal,
): ApplicationReader {
  const client = clients.ssoAdmin;
  const channel = new ServiceChannel(caller, 'sso-admin', signal);
  return {
    async listApplications(InstanceArn) {
      const found = await channel.list(
        'ListApplications',
        answers.applicationPage,
        (NextToken, options) =>
          client.send(
            new sso.ListApplicationsCommand({ InstanceArn, MaxResults, NextToken }),
            options,
          ),
      );
      return sortedBy(found, ({ arn }) => arn);
    },

    async listApplicationAssignments(applicationArn) {
      const input = { ApplicationArn: applicationArn, MaxResults };
      const found = await nullIfNotFound(
        channel.list(
          'ListApplicationAssignments',
          answers.applicationAssignmentPage,
          (NextToken, options) =>
            client.send(
              new sso.ListApplicationAssignmentsCommand({ ...input, NextToken }),
              options,
            ),
        ),
      );
      if (found === null) return null;
      const assignments = found.map(({ ApplicationArn, PrincipalType, PrincipalId }) => ({
        applicationArn: ApplicationArn,
        principalType: PrincipalType,
        principalId: PrincipalId,
      }));
      return sortedBy(
        assignments,
        ({ principalType, principalId }) => `${principalType} ${principalId}`,
      );
    },

    async assignmentRequired(ApplicationArn) {
      const command = new sso.GetApplicationAssignmentConfigurationCommand({ ApplicationArn });
      try {
        const answer = await nullIfNotFound(
          channel.read(
            'GetApplicationAssignmentConfiguration',
            answers.assignmentRequiredAnswer,
            (options) => client.send(command, options),
          ),
        );
        return answer?.AssignmentRequired ?? null;
      } catch (error) {
        // "The application with arn … is not supported for this action."
        if (error instanceof PortError && error.kind === 'invalid') return null;
        throw error;
      }
    },
  };
}
