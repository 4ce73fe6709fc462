import type { SeedEnterpriseApp } from '../world/tenant-seed.ts';

export type Mappings = NonNullable<SeedEnterpriseApp['provisioning']>['mappings'];

export interface Execution {
  readonly activityIdentifier: string;
  readonly state: 'Succeeded' | 'Failed' | 'EntryLevelErrors';
  readonly began: number;
  readonly ended: number;
  readonly exported: number;
  readonly entitled: number;
  readonly escrowed: number;
  readonly imported: number;
  readonly error: { readonly code: string; readonly message: string } | undefined;
}

export interface Quarantine {
  readonly reason: string;
  readonly code: string;
  readonly message: string;
  readonly since: number;
  readonly began: number;
  readonly nextAttempt: number;
  readonly count: number;
}

/** A provisioning job of an enterprise app. Changed in place. */
export interface SyncJob {
  readonly id: string;
  readonly templateId: string;
  readonly ruleId: string;
  readonly servicePrincipalId: string;
  state: 'Active' | 'NotConfigured' | 'NotRun' | 'Paused';
  quarantine: Quarantine | undefined;
  lastExecution: Execution | undefined;
  lastSuccess: Execution | undefined;
  lastExport: Execution | undefined;
  failures: number;
  scope: 'assigned' | 'all';
  skipOutOfScopeDeletions: boolean;
  notifications: string | undefined;
  tokenValid: boolean;
  readonly tooManyDeletes: number | undefined;
  mappings: Mappings;
  /** Ids at the other end by ids of Entra: what a rename does not lose. */
  readonly links: { users: Map<string, string>; groups: Map<string, string> };
  /** Cycles that are due; a job that is stopped meanwhile skips what is not its own any more. */
  schedule: number;
}
