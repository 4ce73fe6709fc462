import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Draft } from '../draft.ts';
import { checkAccountSets } from './check-account-sets.ts';
import { checkGuardrails } from './check-guardrails.ts';
import { checkIgnored } from './check-ignored.ts';
import { checkIncludes } from './check-includes.ts';
import { checkNames } from './check-names.ts';
import { checkReferences } from './check-references.ts';
import { checkRenames } from './check-renames.ts';
import { checkSettings } from './check-settings.ts';
import { checkUnassignedGroups } from './check-unassigned-groups.ts';
import { checkUsers } from './check-users.ts';

/** What must hold of all files together. A new check is a file of its own and a line here. */
const checks: readonly ((draft: Draft) => readonly Diagnostic[])[] = [
  checkSettings,
  checkIncludes,
  checkNames,
  checkReferences,
  checkGuardrails,
  checkAccountSets,
  checkUsers,
  checkRenames,
  checkIgnored,
  checkUnassignedGroups,
];

export function checkDraft(draft: Draft): readonly Diagnostic[] {
  return checks.flatMap((check) => check(draft));
}
