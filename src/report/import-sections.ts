import type { Imported } from '../core/import/import-organization.ts';
import { count, listWords } from './words.ts';

/** What an import has to say, beside what it wrote. */
export interface ImportTelling {
  readonly directory: string;
  readonly imported: Imported;
  /** Paths, sorted. */
  readonly written: readonly string[];
  /** Permission sets that settings which were there already will change. */
  readonly updates: number;
}

export function verdictOf({ imported: { counts }, written }: ImportTelling): string {
  const sets = count(counts.permissionSets, 'permission set');
  const all = count(counts.assignments + counts.applicationAssignments, 'assignment');
  const held = `${all} as ${count(counts.rules + counts.applicationRules, 'rule')}`;
  const files =
    written.length === 0 ? 'all of it is written already' : count(written.length, 'file');
  return `${sets} and ${held}: ${files}`;
}

export function nextSteps({ imported, updates, written }: ImportTelling): readonly string[] {
  if (written.length === 0) return ['Nothing: the files say what is live.'];
  const { adoptions } = imported.counts;
  const steps = [
    ...(adoptions === 0 ? [] : [`adopts ${count(adoptions, 'permission set')} by a tag`]),
    ...(updates === 0
      ? []
      : [
          `updates ${count(updates, 'permission set')}, because the settings that were there say so`,
        ]),
    ...(updates === 0 ? ["changes nobody's access"] : []),
  ];
  return [
    'Read the files, and change names of account sets as you like.',
    'Commit them on a branch and open a pull request.',
    ...((imported.handover?.letGo.length ?? 0) === 0
      ? []
      : [
          'Before you merge it, have Terraform forget what was taken over, as terraform-handover.md says.',
        ]),
    `Its plan ${listWords(steps)}: merge it when it says no more. Where it also provisions a set, an account has an old version of it: look at what that changes first.`,
  ];
}
