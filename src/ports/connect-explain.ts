import type { AwsTarget } from './connect.ts';
import type { FederationAwsReader } from './federation-aws-read.ts';
import type { MemberGroupsReader } from './member-groups-read.ts';
import type { AwsReadPorts } from './readers.ts';

/** Opens AWS to explain access: the type holds nothing that can write. */
export type ConnectExplain = (target: AwsTarget) => {
  readonly readers: AwsReadPorts;
  readonly memberGroups: MemberGroupsReader;
  /** For a sign-in name that nobody has exactly as it was typed. */
  readonly users: Pick<FederationAwsReader, 'listUsers'>;
};
