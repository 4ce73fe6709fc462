import { DescribeTrailsCommand, GetTrailStatusCommand } from '@aws-sdk/client-cloudtrail';
import { ListGroupMembershipsCommand, ListUsersCommand } from '@aws-sdk/client-identitystore';
import { DescribeInstanceCommand } from '@aws-sdk/client-sso-admin';
import type { FederationAwsReader } from '../../../ports/federation-aws-read.ts';
import * as answers from '../answers/federation-answers.ts';
import type { AwsConnection } from '../open-aws.ts';
import { ServiceChannel } from '../request/service-channel.ts';
import { tryReads } from './try-reads.ts';

const MaxResults = 100;

/** What only the doctor reads, through `connection`; an aborted `signal` rejects what is not answered yet. */
export function createFederationAwsReader(
  connection: AwsConnection,
  signal?: AbortSignal,
): FederationAwsReader {
  const { caller, clients } = connection;
  const sso = new ServiceChannel(caller, 'sso-admin', signal);
  const store = new ServiceChannel(caller, 'identitystore', signal);
  const trails = new ServiceChannel(caller, 'cloudtrail', signal);

  return {
    describeInstance(InstanceArn) {
      return sso.read('DescribeInstance', answers.instanceStateAnswer, (options) =>
        clients.ssoAdmin.send(new DescribeInstanceCommand({ InstanceArn }), options),
      );
    },

    listUsers(IdentityStoreId) {
      return store.list('ListUsers', answers.userPage, (NextToken, options) =>
        clients.identityStore.send(
          new ListUsersCommand({ IdentityStoreId, MaxResults, NextToken }),
          options,
        ),
      );
    },

    listMembers(IdentityStoreId, GroupId) {
      return store.list('ListGroupMemberships', answers.membershipPage, (NextToken, options) =>
        clients.identityStore.send(
          new ListGroupMembershipsCommand({ IdentityStoreId, GroupId, MaxResults, NextToken }),
          options,
        ),
      );
    },

    listTrails() {
      return trails.read('DescribeTrails', answers.trailsAnswer, (options) =>
        clients.cloudTrail.send(new DescribeTrailsCommand({}), options),
      );
    },

    async isLogging(Name) {
      const { IsLogging } = await trails.read(
        'GetTrailStatus',
        answers.trailStatusAnswer,
        (options) => clients.cloudTrail.send(new GetTrailStatusCommand({ Name }), options),
      );
      return IsLogging;
    },

    tryReads: (target) => tryReads(connection, target, signal),
  };
}
