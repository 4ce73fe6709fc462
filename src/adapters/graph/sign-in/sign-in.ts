import type { Clock } from '../../../ports/clock.ts';
import type { EntraTarget } from '../../../ports/connect-directory.ts';
import type { AccessToken, AccessTokens } from '../request/access-tokens.ts';
import { cancellable } from '../request/cancellable.ts';
import { failureOfError } from '../request/classify-failure.ts';
import { decideRetry } from '../request/retry-policy.ts';
import { withTimeLimit } from '../request/with-time-limit.ts';
import { Assertions, type FetchIdToken } from './assertions.ts';
import { chooseCredential } from './choose-credential.ts';
import type { EntraAccess } from './entra-access.ts';
import type { EntraHosts } from './entra-hosts.ts';
import { requestToken, type TokenAnswer, type TokenRequest } from './request-token.ts';
import { signInError } from './sign-in-error.ts';
import { signInAction } from './sign-in-problem.ts';
import { permissionsOf } from './token-claims.ts';

export interface SignInOptions {
  readonly target: EntraTarget;
  readonly access: EntraAccess;
  readonly hosts: EntraHosts;
  readonly fetchIdToken: FetchIdToken;
  readonly clock: Clock;
  readonly ca: string | null;
  /** Has a secret blacked out wherever this run writes. */
  readonly mask: (secret: string) => void;
  /** Ends what is under way. */
  readonly closed: AbortSignal;
}

/** For discovery and token together. */
const longestTry = 30_000;
/** A token is renewed so long before its end, for a call takes its time and clocks differ. */
const margin = 5 * 60_000;

/** Signs in when it is first asked, for all who ask, and again shortly before the token's end. */
export class SignIn implements AccessTokens {
  readonly #options: SignInOptions;
  readonly #assertions: Assertions;
  #kept: { readonly token: AccessToken; readonly until: number } | null = null;
  #asking: Promise<AccessToken> | null = null;

  constructor(options: SignInOptions) {
    this.#options = options;
    this.#assertions = new Assertions(options.clock, options.fetchIdToken);
  }

  get(signal?: AbortSignal): Promise<AccessToken> {
    if (this.#kept !== null && this.#options.clock.now() < this.#kept.until) {
      return Promise.resolve(this.#kept.token);
    }
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return cancellable(this.#asking, signInAction, signal);
  }

  discard(token: AccessToken): void {
    if (this.#kept?.token === token) this.#kept = null;
  }

  async #ask(): Promise<AccessToken> {
    const { target, access, hosts, clock, ca, mask, closed } = this.#options;
    const credential = chooseCredential(target, access);
    let spent = 0;
    for (let attempt = 1; ; attempt += 1) {
      const started = clock.now();
      const assertion = await this.#assertions.for(credential, hosts.audience, closed);
      // The runner's own way to the job's token masks it.
      if (credential.kind === 'token-file' && assertion !== null) mask(assertion.token);
      const request = { credential, assertion, tenantId: target.tenantId, hosts, ca, mask };
      const answer = await this.#try(request);
      if (answer.failure === null) {
        const { token, lifetime } = answer;
        const isPersonal = credential.kind === 'azure-cli';
        const kept = { token, permissions: permissionsOf(token), isPersonal };
        this.#kept = {
          token: kept,
          until: clock.now() + Math.max(lifetime - margin, lifetime / 2),
        };
        return kept;
      }
      spent += clock.now() - started;
      const decision = decideRetry(answer.failure, 'read', attempt, spent);
      if ('giveUp' in decision) {
        const at = { target, access, hosts, credential, assertion };
        throw signInError(decision.giveUp, answer.failure, at);
      }
      spent += decision.retryIn;
      await cancellable(clock.sleep(decision.retryIn, closed), signInAction, closed);
    }
  }

  async #try(request: TokenRequest): Promise<TokenAnswer> {
    const { clock, closed } = this.#options;
    try {
      return await withTimeLimit(clock, longestTry, closed, (signal) =>
        requestToken(request, signal),
      );
    } catch (error) {
      return { failure: failureOfError(error) };
    }
  }
}
