import type { ActualState } from '../actual/actual-state.ts';
import type { DesiredState } from '../desired/desired-state.ts';
import type { Mapping } from '../mapping/mapping.ts';
import type { PermissionSetContent } from '../model/permission-set.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Operation } from '../plan/operation.ts';

/** What guards judge: drafts of operations against the files of head and base, and what lives. */
export interface GuardInputs {
  readonly operations: readonly Operation[];
  readonly head: { readonly mapping: Mapping; readonly desired: DesiredState };
  /** What base asks for; null where it says nothing about this instance and owner. */
  readonly baseDesired: DesiredState | null;
  /** The files of base as such: its guards hold also where they were written for another owner. */
  readonly baseMapping: Mapping | null;
  readonly actual: ActualState;
  readonly snapshot: Snapshot;
  /** Direct members by principal id; null where they were not read. */
  readonly memberCounts: ReadonlyMap<string, number> | null;
  readonly whyAdministrator: (content: PermissionSetContent) => string | null;
}

/** Whose settings judge. */
export interface Judge {
  readonly by: 'base' | 'head';
  readonly mapping: Mapping;
}

/** Base's first: what both say alike is told once. No base: head's alone. */
export function judgesOf({ head, baseMapping }: GuardInputs): readonly Judge[] {
  const own: Judge = { by: 'head', mapping: head.mapping };
  return baseMapping === null ? [own] : [{ by: 'base', mapping: baseMapping }, own];
}
