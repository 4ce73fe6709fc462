import type { ApplicationRule, Rule } from '../mapping/mapping.ts';
import type { AdoptionStep } from './adoption.ts';
import type { Change } from './edit/change.ts';

/** One way to keep some of what is live. It is made as a whole or not at all, and proven before it is shown. */
export interface Proposal {
  readonly kind: 'proposal';
  /** Ids of the operations that it makes superfluous. */
  readonly operations: readonly string[];
  /** By path of the file. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** Files that are written whole, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly steps: readonly AdoptionStep[];
  /** Rules that it edits or takes out; all others must stay as they are. */
  readonly rules: readonly (Rule | ApplicationRule)[];
  /** Names of sets whose declaration it touches. */
  readonly permissionSets: readonly string[];
  /** True where it touches the settings' attributes for access control. */
  readonly editsAttributes?: true;
}

export type Cannot = Extract<AdoptionStep, { readonly kind: 'cannot' }>;
export type Attempt = Proposal | Cannot;

export function cannot(operations: readonly string[], why: string, instead: string): Cannot {
  return { kind: 'cannot', operations, why, instead };
}

export const revertInstead =
  'approve the digest of this drift to undo it, or change the files by hand';
