import type { Requests } from '../bounds/requests.ts';

/** What one run took, beside the least that it could take and what Terraform would. */
export interface Measurement {
  readonly run: RunName;
  readonly result: string;
  /** Whether everything was read. */
  readonly exhaustive: boolean;
  /** How it was read: `touched`, `by-group` or `complete`. */
  readonly strategy: string;
  /** Of AWS and of GitHub, by `service:operation`. */
  readonly requests: Requests;
  readonly awsRequests: number;
  /** From start to end at AWS's rate, latency and durations included. */
  readonly simulatedSeconds: number;
  /** Of the rate that AWS allows, between the first and the last request that count against it. */
  readonly shareOfLimit: Readonly<Record<string, number>>;
  readonly throttledShare: number;
  /** Null where nothing was written. */
  readonly writing: Writing | null;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly least: { readonly requests: Requests; readonly total: number; readonly seconds: number };
  readonly timesLeast: { readonly requests: number; readonly seconds: number };
  readonly terraform: { readonly requests: Requests; readonly total: number };
  /** Requests to the same two services, in parts of Terraform's. */
  readonly ofTerraform: number;
}

/** Assignments from the first write to the last answer about one. */
export interface Writing {
  readonly assignments: number;
  readonly seconds: number;
  /** What AWS's limits make necessary. */
  readonly leastSeconds: number;
}

export type RunName =
  | 'first apply'
  | 'plan of ten'
  | 'plan of ten, record'
  | 'plan of ten scattered'
  | 'plan of ten scattered, record'
  | 'apply of ten'
  | 'apply of ten scattered'
  | 'drift'
  | 'drift, complete'
  | 'plan of roll-out'
  | 'apply of roll-out';
