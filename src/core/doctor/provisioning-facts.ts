import type { GroupJoin } from '../model/directory.ts';
import type { Known } from './known.ts';

/** One job of the enterprise application's synchronization. */
export interface ProvisioningJob {
  readonly id: string;
  /** `Active`, `Disabled` and the like: whether it is scheduled. */
  readonly schedule: string;
  /** Seconds between two cycles; null where Graph does not say. */
  readonly interval: number | null;
  /** `NotConfigured`, `NotRun`, `Active`, `Paused`, `Quarantine`. */
  readonly status: string;
  /** Null where there never was one. */
  readonly lastCycle: {
    readonly state: string;
    readonly endedAt: string;
    readonly error: string | null;
  } | null;
  readonly quarantine: {
    readonly reason: string;
    readonly since: string | null;
    readonly error: string | null;
  } | null;
}

export interface AttributeMapping {
  readonly target: string;
  /** An attribute in brackets, a constant or a function, as the schema's editor shows it. */
  readonly source: string;
  readonly isMatch: boolean;
}

/** What the synchronization schema writes to users and groups; empty where it maps none. */
export interface ProvisioningSchema {
  readonly users: readonly AttributeMapping[];
  readonly groups: readonly AttributeMapping[];
  /** What plans join groups by, for these mappings. */
  readonly groupJoin: GroupJoin;
}

/** The keys of `synchronization/secrets` that are not secret. */
export interface ProvisioningSettings {
  /** Null where it is not set: then only what is assigned is provisioned. */
  readonly everybody: boolean | null;
  readonly notified: readonly string[];
}

export interface ProvisioningFailure {
  readonly code: string;
  readonly reason: string;
}

export interface Provisioning {
  readonly jobs: Known<readonly ProvisioningJob[]>;
  readonly schema: Known<ProvisioningSchema>;
  readonly settings: Known<ProvisioningSettings>;
  /** What AWS said to the saved endpoint and token: null where it took them, else why not. */
  readonly credentials: Known<string | null>;
  /** Of the last day. */
  readonly failures: Known<readonly ProvisioningFailure[]>;
}
