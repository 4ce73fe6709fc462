import { peopleIn } from './people-of-line.ts';
import type { PlanView } from './plan-view.ts';
import { count } from './words.ts';

/** How many people an edited permission set concerns, and where; null where the plan does not say. */
export function reachWords(
  permissionSet: string,
  view: Pick<PlanView, 'plan' | 'occasion'>,
): string | null {
  const reach = peopleIn(view)?.reach.find((one) => one.permissionSet === permissionSet);
  if (reach === undefined) return null;
  const { people, accounts, unknown } = reach;
  if (accounts === 0) return 'nobody holds it';
  const where = `in ${count(accounts, 'account')}`;
  if (unknown === 0) return `${count(people, 'person')} ${where}`;
  const groups = `${count(unknown, 'group')} whose people are not known`;
  return people === 0
    ? `${groups}, ${where}`
    : `${count(people, 'person')} and ${groups}, ${where}`;
}
