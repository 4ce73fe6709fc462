import { isAssignment } from '../core/plan/access-operation.ts';
import { sortedBy } from '../core/model/order.ts';
import type { Operation } from '../core/plan/operation.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan } from './escape.ts';
import { foldKind } from './fold-kind.ts';
import { accountsCounted, accountsInLine } from './names.ts';
import type { PlanView } from './plan-view.ts';
import { warningOf } from './warning-of.ts';
import { count } from './words.ts';

const LABEL = 'New permission set';

/**
 * Sets that nobody could hold before, and where they are given now: what they allow was never reviewed.
 * Administrator-level ones and renamed ones are told as what they are.
 */
export function newSetCare(coming: readonly Operation[], { occasion }: PlanView): Entry[] {
  if (occasion !== 'pull-request') return [];
  const grants = Map.groupBy(
    coming.filter(isAssignment).filter(({ kind }) => kind === 'grant'),
    ({ permissionSet }) => permissionSet,
  );
  const entries = coming.flatMap((operation): Entry[] => {
    if (operation.kind !== 'create-permission-set') return [];
    const given = grants.get(operation.permissionSet) ?? [];
    const isToldElsewhere =
      warningOf(operation, 'rename-cost') !== null ||
      [operation, ...given].some((one) => warningOf(one, 'administrator') !== null);
    if (given.length === 0 || isToldElsewhere) return [];
    const places = new Map(given.map(({ account }) => [account.id, account]));
    const accounts = sortedBy(places.values(), ({ name }) => name);
    const holders = [...new Map(given.map(({ principal: one }) => [one.id, one])).values()];
    const [first] = holders;
    const who =
      first?.type === 'GROUP' && holders.length === 1
        ? codeSpan(first.name)
        : count(
            holders.length,
            holders.every(({ type }) => type === 'GROUP') ? 'group' : 'principal',
          );
    const line = (where: string): string =>
      `- **${LABEL}:** ${codeSpan(operation.permissionSet)} is given to ${who} in ${where}; what it allows is under “Permission sets”`;
    return [
      {
        danger: danger.care,
        forms: [line(accountsInLine(accounts)), line(accountsCounted(accounts))],
      },
    ];
  });
  return foldKind(entries, LABEL, 'under “Permission sets”');
}
