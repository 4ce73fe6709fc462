import type { EntraTarget } from '../../../ports/connect-directory.ts';
import type { Assertion } from './assertions.ts';
import type { Credential } from './choose-credential.ts';
import type { EntraAccess } from './entra-access.ts';
import type { EntraHosts } from './entra-hosts.ts';

/** Who tried to sign in, where, and with what. */
export interface FailedSignIn {
  readonly target: EntraTarget;
  readonly access: EntraAccess;
  readonly hosts: EntraHosts;
  readonly credential: Credential;
  readonly assertion: Assertion | null;
}
