import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PeopleChange } from '../../../src/core/plan/plan-people.ts';
import type { Files } from '../support/files.ts';
import { type Crowd, namesIn, toldBy } from './told.ts';

const groups = ['Blue', 'Green', 'Red', 'Gold'] as const;
const persons = ['ada', 'bob', 'cyd', 'dan', 'eve'] as const;
const setNames = ['Admin', 'Read'] as const;
const places = ['dev', 'test'] as const;

/** Who holds what, as `group:Blue Admin dev` and `user:ada Read test`. */
type Grants = readonly string[];

const grant = fc
  .tuple(
    fc.constantFrom(...groups, ...persons.map((name) => `user:${name}`)),
    fc.constantFrom(...setNames),
    fc.constantFrom(...places),
  )
  .map((parts) => parts.join(' '));
const grants: fc.Arbitrary<Grants> = fc.uniqueArray(grant, { maxLength: 12 });
const members = fc.subarray([...persons]).map((names) => names.join(' '));
const crowd: fc.Arbitrary<Crowd> = fc.record({
  Blue: members,
  Green: members,
  Red: members,
  Gold: members,
});

function filesOf(held: Grants): Files {
  return {
    manage: { users: true },
    permissionSets: { Admin: { managedPolicies: ['AdministratorAccess'] }, Read: {} },
    assignments: held.map((text) => {
      const [who = '', permissionSets, accounts] = text.split(' ');
      const principal = who.startsWith('user:') ? { users: who.slice(5) } : { groups: who };
      return { ...principal, permissionSets, accounts };
    }),
  };
}

function told(before: Grants, after: Grants, people: Crowd) {
  return toldBy({
    live: {
      sets: { Admin: {}, Read: {} },
      groups,
      users: persons,
      grants: before,
    },
    base: filesOf(before),
    head: filesOf(after),
    people,
  });
}

function behind(who: string, people: Crowd): string[] {
  return who.startsWith('user:') ? [who.slice(5)] : namesIn(people[who] ?? '');
}

/** `ada Admin dev` of everybody who has it by whatever way. */
function accessOf(held: Grants, people: Crowd): Set<string> {
  return new Set(
    held.flatMap((text) => {
      const [who = '', set, place] = text.split(' ');
      return behind(who, people).map((name) => `${name} ${set} ${place}`);
    }),
  );
}

/** `Blue gains Admin dev ada`, one for each person and place. */
function spread(changes: readonly PeopleChange[]): string[] {
  return changes.flatMap(({ principal, effect, permissionSet, accounts, names }) => {
    const who = principal.type === 'USER' ? `user:${principal.name}` : principal.name;
    return accounts.flatMap(({ name: place }) =>
      names.map((name) => `${who} ${effect} ${permissionSet} ${place} ${name}`),
    );
  });
}

/** The same from nothing but who has what before and after. */
function byBruteForce(before: Grants, after: Grants, people: Crowd): string[] {
  const [had, will] = [accessOf(before, people), accessOf(after, people)];
  const changed = [
    ...after.filter((text) => !before.includes(text)),
    ...before.filter((text) => !after.includes(text)),
  ];
  return changed.flatMap((text) => {
    const [who = '', set, place] = text.split(' ');
    return behind(who, people).map((name) => {
      const access = `${name} ${set} ${place}`;
      const effect = !had.has(access) ? 'gains' : will.has(access) ? 'keeps' : 'loses';
      return `${who} ${effect} ${set} ${place} ${name}`;
    });
  });
}

function personOf(text: string): string {
  return text.split(' ').at(-1) ?? '';
}

describe('what is told of people', () => {
  it('is what comparing each person before and after gives', () => {
    fc.assert(
      fc.property(grants, grants, crowd, (before, after, people) => {
        const { changes, counts } = told(before, after, people);
        const expected = byBruteForce(before, after, people);
        expect(spread(changes).toSorted()).toEqual(expected.toSorted());
        const having = (effect: string): Set<string> =>
          new Set(expected.filter((text) => text.includes(` ${effect} `)).map(personOf));
        const [gain, lose] = [having('gains'), having('loses')];
        expect(counts).toMatchObject({
          gain: gain.size,
          lose: lose.size,
          keep: [...having('keeps')].filter((name) => !gain.has(name) && !lose.has(name)).length,
        });
      }),
    );
  });

  it('never has anybody gain and lose the same', () => {
    fc.assert(
      fc.property(grants, grants, crowd, (before, after, people) => {
        const lines = spread(told(before, after, people).changes);
        const of = (effect: string): string[] =>
          lines
            .filter((text) => text.includes(` ${effect} `))
            .map((text) => text.slice(text.indexOf(effect) + effect.length));
        const gained = new Set(of('gains'));
        expect(of('loses').filter((what) => gained.has(what))).toEqual([]);
      }),
    );
  });

  it('tells last ways in as they are', () => {
    fc.assert(
      fc.property(grants, grants, crowd, (before, after, people) => {
        const { changes, counts } = told(before, after, people);
        const inside = new Set(
          [...accessOf(after, people)].map((text) => {
            const [name, , place] = text.split(' ');
            return `${name} ${place}`;
          }),
        );
        const losses = changes.filter(({ effect }) => effect === 'loses');
        for (const { accounts, names, lastWayIn } of losses) {
          for (const { name: place } of accounts) {
            expect(names.filter((name) => !inside.has(`${name} ${place}`))).toHaveLength(
              lastWayIn ?? -1,
            );
          }
        }
        const stranded = losses.flatMap(({ accounts, names }) =>
          accounts.flatMap(({ name: place }) =>
            names.filter((name) => !inside.has(`${name} ${place}`)),
          ),
        );
        expect(counts.loseLastWayIn).toBe(new Set(stranded).size);
      }),
    );
  });

  it('promises nothing that the people of unread groups could make untrue', () => {
    const unread = fc.subarray([...groups], { minLength: 1 });
    fc.assert(
      fc.property(grants, grants, crowd, unread, (before, after, people, hidden) => {
        const seen = { ...people, ...Object.fromEntries(hidden.map((name) => [name, null])) };
        const { changes, unknown } = told(before, after, seen);
        const lines = spread(changes);
        const truth = byBruteForce(before, after, people);
        const isHidden = (text: string): boolean =>
          hidden.some((name) => text.startsWith(`${name} `));
        const isKept = (text: string): boolean => text.includes(' keeps ');
        // Whoever is told to keep something does; whoever gains or loses by a known group is told so.
        const open = truth.filter((text) => !isHidden(text));
        expect(lines.filter(isKept).filter((text) => !open.includes(text))).toEqual([]);
        expect(open.filter((text) => !isKept(text) && !lines.includes(text))).toEqual([]);
        // What is told and not so carries its reservation.
        const sure = spread(changes.filter(({ unless }) => unless.length === 0));
        expect(sure.filter((text) => !open.includes(text))).toEqual([]);
        const changed = new Set(
          [...before, ...after].filter((text) => before.includes(text) !== after.includes(text)),
        );
        const concerned = hidden.filter((name) =>
          [...changed].some((text) => text.startsWith(`${name} `)),
        );
        expect(unknown.map(({ principal }) => principal.name)).toEqual(concerned.toSorted());
      }),
    );
  });

  it('tells last ways in only where no unread group could be another one', () => {
    fc.assert(
      fc.property(grants, grants, crowd, (before, after, people) => {
        const { changes } = told(before, after, { ...people, Gold: null });
        const inside = accessOf(after, people);
        for (const { effect, accounts, names, lastWayIn } of changes) {
          if (effect !== 'loses' || lastWayIn === null) continue;
          for (const { name: place } of accounts) {
            const left = names.filter((name) =>
              setNames.every((set) => !inside.has(`${name} ${set} ${place}`)),
            );
            expect(left).toHaveLength(lastWayIn);
          }
        }
      }),
    );
  });

  it('is the same whatever the order of what was read', () => {
    fc.assert(
      fc.property(grants, grants, crowd, (before, after, people) => {
        const turned = Object.fromEntries(Object.entries(people).toReversed());
        expect(told(before.toReversed(), after.toReversed(), turned)).toEqual(
          told(before, after, people),
        );
      }),
    );
  });
});
