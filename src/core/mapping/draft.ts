import type { Span } from '../diagnostics/span.ts';
import type {
  AccountSet,
  ApplicationRule,
  DeclaredPermissionSet,
  Rule,
  Settings,
} from './mapping.ts';

/** What all files together say, before it is checked that it fits together. */
export interface Draft {
  readonly directory: string;
  readonly included: readonly string[];
  /** Null where no file has settings. */
  readonly settings: Settings | null;
  readonly accountSets: readonly AccountSet[];
  readonly permissionSets: readonly DeclaredPermissionSet[];
  readonly rules: readonly Rule[];
  readonly applications: readonly ApplicationRule[];
  /** Every further place where `settings` stands. */
  readonly moreSettings: readonly Span[];
  /** False where something could not be read: an unknown name may be declared there. */
  readonly complete: boolean;
}
