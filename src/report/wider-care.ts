import type { Operation } from '../core/plan/operation.ts';
import { danger, type Entry } from './document.ts';
import { codeSpan } from './escape.ts';
import { foldKind } from './fold-kind.ts';
import type { PlanView } from './plan-view.ts';
import { reachWords } from './reach-words.ts';
import { markdown, type Style } from './style.ts';
import {
  isGrave,
  isHeld,
  provisionedIn,
  type SetView,
  widerIn,
  type WiderSet,
} from './wider-sets.ts';
import { wideningWords } from './widening-words.ts';
import { count } from './words.ts';

const LABEL = 'Wider policy';

function reachNote(set: WiderSet, view: SetView): string[] {
  const reach = reachWords(set.permissionSet, view);
  if (reach !== null) return [isHeld(set, view) ? `reaches ${reach}` : reach];
  const { size } = provisionedIn([set], view);
  return size === 0 ? [] : [`reaches ${count(size, 'account')}`];
}

/** A line for each of them, permissions management with the rank of administrators. */
export function widerCare(view: PlanView): Entry[] {
  const entries = widerIn(view).map((set) => {
    const [start, end] = [`- **${LABEL}:** ${codeSpan(set.permissionSet)} `, reachNote(set, view)];
    const line = (most?: number): string =>
      [`${start}${wideningWords(set.all, markdown, most)}`, ...end].join(' · ');
    const grave = isHeld(set, view) && set.all.some(isGrave);
    return {
      danger: grave ? danger.administrator : danger.care,
      forms: [line(), line(1)] as const,
    };
  });
  return foldKind(
    entries.toSorted((a, b) => a.danger - b.danger),
    LABEL,
    'under “Permission sets”',
  );
}

/** The same of one set, for a terminal; null where it can do nothing more that matters. */
export function widerNote(operation: Operation, view: SetView, style: Style): string | null {
  const set = widerIn(view).find(({ permissionSet }) => permissionSet === operation.permissionSet);
  if (set === undefined || operation.kind !== 'update-permission-set') return null;
  return [
    'wider policy',
    [wideningWords(set.all, style), ...reachNote(set, view)].join(' · '),
  ].join(': ');
}
