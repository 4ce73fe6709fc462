import type { Imported } from '../core/import/import-organization.ts';
import { count, thousands } from './words.ts';

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
  const sets = adoptions === 1 ? 'permission set' : 'permission sets';
  const others =
    updates === 0
      ? "and changes nobody's access"
      : `and updates ${thousands(updates)} of them, because the settings that were there say so`;
  return [
    'Read the files, and change names of account sets as you like.',
    'Commit them on a branch and open a pull request.',
    `Its plan adopts ${thousands(adoptions)} ${sets} by a tag ${others}: merge it when it says no more.`,
  ];
}
