import type { PeopleCounts } from '../plan/plan-people.ts';
import type { Told } from './list-changes.ts';
import type { ToldOnApplication } from './on-applications.ts';
import type { Reach } from './reach-of.ts';

/** Counts each person once, however many grants they gain by. */
export function countPeople(
  told: readonly Told[],
  onApplications: readonly ToldOnApplication[],
  reach: readonly Reach[],
): PeopleCounts {
  const [gain, lose, keep] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const administrators = new Set<string>();
  const administered = new Set<string>();
  const stranded = new Set<string>();
  let isStrandingKnown = true;
  const added = new Map<Set<string>, Set<Iterable<string>>>();
  // Thousands of accounts share one list of people.
  const add = (people: Iterable<string>, to: Set<string>): void => {
    const lists = added.get(to) ?? new Set();
    if (lists.has(people)) return;
    added.set(to, lists.add(people));
    for (const person of people) to.add(person);
  };
  for (const one of told) {
    const { operation, effect, administrator, last } = one;
    const { kind, account } = operation;
    add(effect.kept, keep);
    add(effect.changed, kind === 'grant' ? gain : lose);
    if (kind === 'grant' && administrator !== null && effect.changed.length > 0) {
      add(effect.changed, administrators);
      administered.add(account.id);
    }
    if (last === null) isStrandingKnown = false;
    else add(last, stranded);
  }
  for (const { operation, effect } of onApplications) {
    add(effect.kept, keep);
    add(effect.changed, operation.kind === 'assign-application' ? gain : lose);
  }
  for (const { told: set, people, accountIds } of reach) {
    if (set.becomesAdministrator === null || people.size === 0) continue;
    add(people, administrators);
    add(accountIds, administered);
  }
  return {
    gain: gain.size,
    lose: lose.size,
    keep: [...keep].filter((person) => !gain.has(person) && !lose.has(person)).length,
    gainAdministrator: administrators.size,
    administratorAccounts: administered.size,
    loseLastWayIn: isStrandingKnown || stranded.size > 0 ? stranded.size : null,
  };
}
