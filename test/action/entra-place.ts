import type { WorkflowEvent } from '../../src/simulator/github/events/workflow-event.ts';
import { identityStoreTarget } from '../../src/simulator/entra/provisioning/identity-store-target.ts';
import {
  type EntraSimulator,
  startEntraSimulator,
} from '../../src/simulator/entra/start-entra-simulator.ts';
import {
  type IdTokenIssuer,
  startIdTokenIssuer,
} from '../../src/simulator/runner/id-token-issuer.ts';
import { files, type JobOptions, Place, seed } from './place.ts';

const tenantId = '11111111-2222-4333-8444-555555555555';

export const entraFiles = {
  ...files,
  'access/settings.yaml': `settings:
  identityCenter: { region: eu-west-1, requestsPerSecond: 1000 }
  manage: { owner: platform }
  entra: { tenantId: ${tenantId}, groupSync: manage }
`,
};

/** A group that Entra has, and nobody has assigned. */
export const newcomers = {
  'access/newcomers.yaml': `assignments:
  - groups: Newcomers
    permissionSets: Developer
    accounts: prod
`,
};

export const application = 'AWS IAM Identity Center';

/** A place with a tenant: jobs sign in to it with their own tokens, as `plan` and as `apply`. */
export class EntraPlace {
  readonly place: Place;
  readonly entra: EntraSimulator;
  readonly #issuer: IdTokenIssuer;

  private constructor(place: Place, entra: EntraSimulator, issuer: IdTokenIssuer) {
    this.place = place;
    this.entra = entra;
    this.#issuer = issuer;
  }

  static async open(): Promise<EntraPlace> {
    const place = await Place.open({ seed, files: entraFiles });
    const issuer = await startIdTokenIssuer();
    const federated = ['pull_request', 'ref:refs/heads/main'].map((subject) => ({
      issuer: issuer.issuer,
      subject: `repo:acme/access:${subject}`,
    }));
    const read = ['GroupMember.Read.All', 'Application.Read.All'];
    const {
      Developers = [],
      Auditors = [],
      Operators = [],
    } = seed.groups as Record<string, string[]>;
    const entra = await startEntraSimulator({
      seed: {
        tenant: { id: tenantId },
        groups: { Developers, Auditors, Operators, Newcomers: ['eve@example.com'] },
        apps: {
          plan: { permissions: [...read, 'Synchronization.Read.All'], federated },
          apply: {
            permissions: [...read, 'Synchronization.ReadWrite.All'],
            federated,
            assigns: [application],
            secrets: ['a-client-secret-of-entra'],
          },
        },
        enterpriseApps: { [application]: { assigned: ['Developers', 'Auditors', 'Operators'] } },
      },
      knobs: { provisioning: { assignmentFreshnessMs: 0 } },
      provisioning: identityStoreTarget(place.aws.world),
      issuers: [issuer],
    });
    return new EntraPlace(place, entra, issuer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.entra.close();
    await this.#issuer.close();
    await this.place[Symbol.asyncDispose]();
  }

  /** What a job with `id-token: write` is started with. */
  job(app: 'plan' | 'apply'): JobOptions {
    return {
      inputs: { mode: 'auto', 'entra-client-id': this.entra.appId(app) },
      env: this.entra.environment,
      idToken: { issuer: this.#issuer },
    };
  }

  schedule(): WorkflowEvent {
    return this.place.repository.events.schedule('17 * * * *');
  }
}
