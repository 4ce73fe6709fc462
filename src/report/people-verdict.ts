import type { PlanPeople } from '../core/plan/plan-people.ts';
import { peopleIn } from './people-of-line.ts';
import { comingIn, type PlanView } from './plan-view.ts';
import { isAccess } from '../core/plan/access-operation.ts';
import { doingMore } from './wider-verdict.ts';
import { count, thousands } from './words.ts';

function unknownWords({ unknown }: PlanPeople): string[] {
  if (unknown.length === 0) return [];
  return [`the people of ${count(unknown.length, 'group')} are not known`];
}

function movement({ counts: { gain, lose } }: PlanPeople): string | null {
  if (gain === 0) return lose === 0 ? null : `takes access from ${count(lose, 'person')}`;
  const takes = lose === 0 ? '' : ` and takes it from ${thousands(lose)}`;
  return `gives ${count(gain, 'person')} access${takes}`;
}

/** What AWS was not asked, drift may have taken. */
function asFar({ netOf }: PlanPeople): string {
  return netOf === 'aws' ? '' : ', as far as the files tell';
}

/** An edit changes what people can do, so beside one nobody is told to gain nothing. */
function nobodyMoved(view: Pick<PlanView, 'plan' | 'occasion'>): string | null {
  const people = peopleIn(view);
  if (people === null || people.counts.keep === 0 || people.unknown.length > 0) return null;
  if (!comingIn(view).every(isAccess)) return null;
  if (movement(people) !== null || people.counts.gainAdministrator > 0) return null;
  const { keep } = people.counts;
  return `gives nobody access and takes it from nobody: ${count(keep, 'person')} ${keep === 1 ? 'has' : 'have'} it by another way${asFar(people)}`;
}

/** Whom the plan concerns, as what follows `Merging this`; null where it moves nobody. */
export function peopleMoved(view: Pick<PlanView, 'plan' | 'occasion'>): string | null {
  const people = peopleIn(view);
  const more = doingMore(view);
  const letsDoMore = more === null ? null : `lets ${more.who} do more ${more.where}`;
  if (people === null) return letsDoMore;
  const { counts } = people;
  const { gainAdministrator: administrators, administratorAccounts, loseLastWayIn } = counts;
  const moved = movement(people);
  const them = `administrator${administrators === 1 ? '' : 's'} in ${count(administratorAccounts, 'account')}`;
  const mayBeMore = people.reach.some(
    ({ becomesAdministrator, unknown }) => becomesAdministrator !== null && unknown > 0,
  );
  const who = `${mayBeMore ? 'at least ' : ''}${count(administrators, 'person')}`;
  const become = administrators === 1 ? 'becomes' : 'become';
  const last = loseLastWayIn ?? 0;
  const first =
    moved ?? (administrators === 0 ? (letsDoMore ?? nobodyMoved(view)) : `makes ${who} ${them}`);
  if (first === null) return null;
  return [
    first,
    ...(moved === null || administrators === 0 ? [] : [`${who} ${become} ${them}`]),
    ...(last === 0
      ? []
      : [`${count(last, 'person')} ${last === 1 ? 'loses' : 'lose'} the last way into an account`]),
    ...(more === null || first === letsDoMore ? [] : [`${more.who} can do more ${more.where}`]),
    ...unknownWords(people),
  ].join('; ');
}

/** What the first sentence does not say of people. */
export function peopleBeside(view: Pick<PlanView, 'plan' | 'occasion'>): string[] {
  const people = peopleIn(view);
  if (people === null) return [];
  const { keep } = people.counts;
  const same =
    keep === 0 || nobodyMoved(view) !== null
      ? []
      : [
          `${count(keep, 'person')} ${keep === 1 ? 'has' : 'have'} by another way what these assignments give or take${asFar(people)}`,
        ];
  return peopleMoved(view) === null ? [...same, ...unknownWords(people)] : same;
}
