import type { Operation } from '../plan/operation.ts';

/** What moved, by what a person would do about it; in the order in which it is told. */
export const driftKinds = [
  'undeclared-grant',
  'missing-grant',
  'edited-set',
  'undeclared-set',
  'missing-set',
  'unowned-set',
  'application',
  'attributes',
  'rebound-group',
  'dead-principal',
  'old-version',
  'directory',
] as const;

export type DriftKind = (typeof driftKinds)[number];

/** One thing that moved: an assignment, a permission set with all that hangs on it, a group made again. */
export interface DriftEntry {
  readonly kind: DriftKind;
  /** 12 hex digits over the digests of its operations: the same from run to run while it is the same. */
  readonly key: string;
  /** What would undo it. */
  readonly operations: readonly [Operation, ...Operation[]];
  /** True where only a complete reading sees it: beside a group, a single user or a principal that is gone. */
  readonly elusive: boolean;
}
