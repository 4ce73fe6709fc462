import type { Operation } from '../plan/operation.ts';
import type { UndeclaredSet } from '../plan/undeclared-sets.ts';

/** What moved, by what a person would do about it; in the order in which it is told. */
export const driftKinds = [
  'undeclared-grant',
  'missing-grant',
  'edited-set',
  'undeclared-set',
  'missing-set',
  'unowned-set',
  'unmanaged-set',
  'application',
  'attributes',
  'rebound-group',
  'dead-principal',
  'old-version',
  'directory',
] as const;

export type DriftKind = (typeof driftKinds)[number];

/** One thing that moved: an assignment, a permission set with all that hangs on it, a group made again. */
export interface MovedEntry {
  readonly kind: Exclude<DriftKind, 'unmanaged-set'>;
  /** 12 hex digits over the digests of its operations: the same from run to run while it is the same. */
  readonly key: string;
  /** What would undo it. */
  readonly operations: readonly [Operation, ...Operation[]];
  /** True where only a complete reading sees it: beside a group, a single user or a principal that is gone. */
  readonly elusive: boolean;
}

/** A permission set that no file declares and nobody owns, where settings ask for these: nothing undoes it. */
export interface UnmanagedEntry {
  readonly kind: 'unmanaged-set';
  /** 12 hex digits over its ARN. */
  readonly key: string;
  readonly set: UndeclaredSet;
  readonly operations: readonly [];
  readonly elusive: false;
}

export type DriftEntry = MovedEntry | UnmanagedEntry;

/** Name of the permission set that it is about; null where it is about none. */
export function setNameOf(entry: DriftEntry): string | null {
  return entry.kind === 'unmanaged-set' ? entry.set.name : entry.operations[0].permissionSet;
}
