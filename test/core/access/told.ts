import type { People, Person } from '../../../src/core/model/people.ts';
import { whoChanges } from '../../../src/core/access/who-changes.ts';
import type { PeopleChange, PlanPeople } from '../../../src/core/plan/plan-people.ts';
import { groupId, snapshotOf } from '../support/live.ts';
import { plannedOn, type Story, versionsOf } from '../support/planned.ts';

/** Members by group: `{ Blue: 'ada bob' }`; null for a group that cannot be read. */
export type Crowd = Readonly<Record<string, string | null>>;

export function person(name: string): Person {
  return { id: name.toLowerCase(), name };
}

export function namesIn(text: string): string[] {
  return text.split(' ').filter((name) => name !== '');
}

export function peopleOf(crowd: Crowd, more: Partial<People> = {}): People {
  const groups = Object.entries(crowd);
  return {
    source: 'identity-store',
    members: new Map(
      groups.flatMap(([group, members]) =>
        members === null
          ? []
          : [[groupId(group), { people: namesIn(members).map(person), nestedOnly: 0 }]],
      ),
    ),
    unread: new Map(
      groups.flatMap(([group, members]) =>
        members === null ? [[groupId(group), 'access denied']] : [],
      ),
    ),
    users: new Map(),
    unnamed: new Set(),
    holders: new Map(),
    ...more,
  };
}

export interface PeopleStory extends Story {
  readonly people: Crowd | People;
  readonly show?: PlanPeople['show'];
}

export function toldBy({ people, show = 'names', ...story }: PeopleStory): PlanPeople {
  const snapshot = snapshotOf(story.live ?? {});
  const { plan } = plannedOn(story, snapshot);
  return whoChanges(plan, {
    snapshot,
    versions: versionsOf(story, snapshot),
    people: isPeople(people) ? people : peopleOf(people),
    show,
  });
}

function isPeople(people: Crowd | People): people is People {
  return people['members'] instanceof Map;
}

/** `Blue gains Admin in dev, test: ada, bob`. */
export function line(change: PeopleChange): string {
  const { principal, effect, permissionSet, accounts, names, total, through, lastWayIn, unless } =
    change;
  const who = names.length === total ? names.join(', ') : String(total);
  const notes = [
    ...(change.administrator === null ? [] : ['administrator']),
    ...(through.length === 0
      ? []
      : [`through ${through.map((way) => way ?? 'itself').join(', ')}`]),
    ...(effect !== 'loses' || lastWayIn === 0
      ? []
      : [`last way in of ${lastWayIn ?? 'who knows'}`]),
    ...(unless.length === 0 ? [] : [`unless in ${unless.join(', ')}`]),
  ].map((note) => ` (${note})`);
  const where = accounts.map(({ name }) => name).join(', ');
  return `${principal.name} ${effect} ${permissionSet} in ${where}: ${who}${notes.join('')}`;
}

export function lines(told: PlanPeople): string[] {
  return told.changes.map(line);
}
