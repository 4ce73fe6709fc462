import type { EntraTarget } from './connect-directory.ts';
import type { AwsTarget } from './connect.ts';
import type { FederationAwsReader } from './federation-aws-read.ts';
import type { FederationReader } from './federation-read.ts';
import type { AwsReadPorts } from './readers.ts';

/** Opens AWS for the doctor. */
export type ConnectFederationAws = (target: AwsTarget) => {
  readonly readers: AwsReadPorts;
  readonly federation: FederationAwsReader;
};

/** Opens Entra ID for the doctor. Nothing is sent before the first question. */
export type ConnectFederation = (target: EntraTarget) => FederationReader;
