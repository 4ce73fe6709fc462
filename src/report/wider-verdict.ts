import { peopleIn } from './people-of-line.ts';
import { comingIn } from './plan-view.ts';
import { isAccess } from '../core/plan/access-operation.ts';
import {
  isHeld,
  provisionedIn,
  reachIn,
  type SetView,
  widerIn,
  type WiderSet,
} from './wider-sets.ts';
import { count } from './words.ts';

export interface DoingMore {
  /** `2 people`, where they can be counted. */
  readonly who: string;
  /** `in 2 accounts`. */
  readonly where: string;
}

/** Who can do more by edits of permission sets; null where nobody can, or does so as a new administrator. */
export function doingMore(view: SetView): DoingMore | null {
  const sets = widerIn(view).filter(
    (set) =>
      set.all.some(isMore) &&
      isHeld(set, view) &&
      (reachIn(set, view)?.becomesAdministrator ?? null) === null,
  );
  const [first, ...others] = sets;
  if (first === undefined || view.occasion !== 'pull-request') return null;
  if (peopleIn(view) === null) return withoutPeople(sets, view);
  const reaches = sets.flatMap((set) => reachIn(set, view) ?? []);
  const most = Math.max(0, ...reaches.map(({ people }) => people));
  const isUnknown = reaches.length < sets.length || reaches.some(({ unknown }) => unknown > 0);
  if (most === 0 && !isUnknown) return null;
  // Sets may have people in common, who are counted for each set alone.
  const atLeast = isUnknown || others.length > 0 ? 'at least ' : '';
  const accounts = reaches[0]?.accounts ?? 0;
  return {
    who: most === 0 ? 'people' : `${atLeast}${count(most, 'person')}`,
    where:
      others.length > 0
        ? `by ${count(sets.length, 'permission set')}`
        : accounts === 0
          ? ''
          : `in ${count(accounts, 'account')}`,
  };
}

function isMore({ kind, ...widening }: WiderSet['all'][number]): boolean {
  return kind !== 'session' && !('verb' in widening && widening.verb === 'removes');
}

/** Beside assignments, which say more, it is left to what needs care. */
function withoutPeople(sets: readonly WiderSet[], view: SetView): DoingMore | null {
  const { size } = provisionedIn(sets, view);
  if (size === 0 || comingIn(view).some(isAccess)) return null;
  return { who: 'people', where: `in ${count(size, 'account')}` };
}
