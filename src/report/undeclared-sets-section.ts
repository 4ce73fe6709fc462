import type { UndeclaredSet } from '../core/plan/undeclared-sets.ts';
import { collapsed, danger, type Entry, headed, type Section } from './document.ts';
import { escapeLogLine } from './escape-log-line.ts';
import type { PlanView } from './plan-view.ts';
import { markdown, plain, type Style } from './style.ts';
import { count } from './words.ts';

/** What a person can do about one; nothing here ever does. */
export const undeclaredAdvice =
  'Nothing here ever changes them. To take one in, declare it under its name (`import` writes it as it is); to leave it to others, name it under `settings.manage.ignore`.';

/** `2 permission sets in AWS are declared nowhere`; null for none. */
export function undeclaredWords({ plan }: Pick<PlanView, 'plan'>): string | null {
  const number = plan.undeclaredSets?.length ?? 0;
  if (number === 0) return null;
  return `${count(number, 'permission set')} in AWS ${number === 1 ? 'is' : 'are'} declared nowhere`;
}

export function undeclaredLine({ name, administrator }: UndeclaredSet, style: Style): string {
  const grave = administrator === null ? '' : ` · ${style.strong('administrator-level')}`;
  return `${style.name(name)}${grave}`;
}

/** What settings ask to be told of; a drift run shows it, a plan folds it. */
export function undeclaredSections(view: PlanView): Section[] {
  const sets = view.plan.undeclaredSets ?? [];
  const entries = sets.map((set): Entry => ({
    danger: danger.elsewhere,
    forms: [`- ${undeclaredLine(set, markdown)}`],
  }));
  if (view.occasion === 'drift') {
    const heading = `### Permission sets that no file declares: ${sets.length}`;
    return headed(`${heading}\n\n${undeclaredAdvice}`, entries);
  }
  if (entries.length === 0) return [];
  const whose = view.occasion === 'pull-request' ? 'this pull request' : 'this run';
  const summary = `Not from ${whose}: ${count(sets.length, 'permission set')} that no file declares`;
  return collapsed(summary, undeclaredAdvice, entries);
}

/** The same for a terminal. */
export function undeclaredLines({ plan }: Pick<PlanView, 'plan'>): string[] {
  const sets = plan.undeclaredSets ?? [];
  if (sets.length === 0) return [];
  return [
    '',
    'Declared in no file, and never changed here:',
    ...sets.map((set) => escapeLogLine(`  ${undeclaredLine(set, plain)}`)),
  ];
}
