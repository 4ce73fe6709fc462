export type RecordAction = 'Create' | 'Update' | 'Delete' | 'Disable' | 'Other';
export type RecordStatus = 'Success' | 'Failure' | 'Skipped';

/** What became of one object in one run, as the provisioning logs tell it. */
export interface ProvisioningRecord {
  readonly id: string;
  readonly at: number;
  readonly jobId: string;
  readonly cycleId: string;
  readonly changeId: string;
  readonly servicePrincipalId: string;
  readonly type: 'User' | 'Group';
  readonly action: RecordAction;
  readonly status: RecordStatus;
  readonly source: { readonly id: string; readonly name: string };
  readonly target: { readonly id: string | undefined; readonly name: string | undefined };
  readonly code: string | undefined;
  readonly reason: string | undefined;
  readonly changes: readonly Change[];
}

export interface Change {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}
