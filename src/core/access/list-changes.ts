import type { AccountReference } from '../model/account.ts';
import { compareText, sortedBy, sortedUnique } from '../model/order.ts';
import type { Principal } from '../model/principal.ts';
import type { AssignmentOperation } from '../plan/operation.ts';
import type { PeopleChange, PlanPeople } from '../plan/plan-people.ts';
import type { Crowd } from './behind.ts';
import type { EffectOnPeople } from './effect-of.ts';

/** An operation, and what it does to the people behind it. */
export interface Told {
  readonly operation: AssignmentOperation;
  readonly administrator: string | null;
  readonly effect: EffectOnPeople;
  /** Ids of who loses the last way into the account; null where that is not known. */
  readonly last: readonly string[] | null;
}

/** The plan is stored and sent: a thousand lines of names would be read by nobody. */
const MOST_CHANGES = 500;
const MOST_NAMES = 500;
const MOST_NAMES_IN_ONE = 25;

interface Part {
  readonly told: Told;
  readonly effect: PeopleChange['effect'];
  readonly people: readonly string[];
  readonly last: readonly string[] | null;
}

function partsOf(told: Told): Part[] {
  const { operation, effect, last } = told;
  const changed: Part = {
    told,
    effect: operation.kind === 'grant' ? 'gains' : 'loses',
    people: effect.changed,
    last: operation.kind === 'grant' ? null : last,
  };
  const kept: Part = { told, effect: 'keeps', people: effect.kept, last: null };
  return [changed, kept].filter(({ people }) => people.length > 0);
}

/** Changes as the plan tells them: accounts with the same people share one, what is gravest comes first. */
export function listChanges(
  told: readonly Told[],
  crowd: Crowd,
  show: PlanPeople['show'],
): Pick<PlanPeople, 'changes' | 'leftOut'> {
  const numberOf = numbered();
  const groups = Map.groupBy(told.flatMap(partsOf), ({ told: one, effect, people, last }) => {
    const { principal, permissionSet, kind } = one.operation;
    const { through, unless } = one.effect;
    const who = [numberOf(people), last === null ? null : numberOf(last)];
    return JSON.stringify([principal.id, permissionSet, kind, effect, ...who, through, unless]);
  });
  const all = sortedBy(
    groups,
    ([key, [first]]) => `${first === undefined ? '' : orderOf(first)}\0${key}`,
  );
  let room = show === 'names' ? MOST_NAMES : 0;
  const changes = all.slice(0, MOST_CHANGES).flatMap(([, parts]) => {
    const [first] = parts;
    if (first === undefined) return [];
    const names = first.people.flatMap((person) => crowd.personName(person) ?? []);
    const shown = sortedUnique(names).slice(0, Math.min(room, MOST_NAMES_IN_ONE));
    room -= shown.length;
    const nameless = show === 'names' ? first.people.length - names.length : 0;
    return [toChange(first, parts, { names: shown, unnamed: nameless }, show)];
  });
  return { changes, leftOut: all.length - changes.length };
}

function toChange(
  { told, effect, people, last }: Part,
  parts: readonly Part[],
  named: Pick<PeopleChange, 'names' | 'unnamed'>,
  show: PlanPeople['show'],
): PeopleChange {
  const { operation, administrator } = told;
  return {
    effect,
    principal: show === 'names' ? operation.principal : unnamed(operation.principal),
    permissionSet: operation.permissionSet,
    accounts: accountsOf(parts),
    administrator,
    total: people.length,
    ...named,
    through: effect === 'keeps' ? told.effect.through : [],
    lastWayIn: last?.length ?? null,
    unless: effect === 'keeps' ? [] : told.effect.unless,
  };
}

function unnamed(principal: Principal): Principal {
  return principal.type === 'USER' ? { ...principal, name: '' } : principal;
}

function accountsOf(parts: readonly Part[]): AccountReference[] {
  return sortedBy(
    parts.map(({ told }) => told.operation.account),
    ({ id, name }) => `${name}\0${id}`,
  );
}

/** Administrators and last ways in, then losses, gains, and what stays. */
function orderOf({ told, effect, last }: Part): string {
  const { principal, permissionSet } = told.operation;
  return [rankOf(effect, told.administrator, last), principal.name, permissionSet].join('\0');
}

function rankOf(
  effect: PeopleChange['effect'],
  administrator: string | null,
  last: Part['last'],
): number {
  switch (effect) {
    case 'gains':
      return administrator === null ? 4 : 0;
    case 'loses':
      if (last === null) return 2;
      return last.length > 0 ? 1 : 3;
    case 'keeps':
      return 5;
    default:
      return effect satisfies never;
  }
}

/** One number for the same people, in the order in which they are met. */
function numbered(): (people: readonly string[]) => number {
  const byList = new Map<readonly string[], number>();
  const byText = new Map<string, number>();
  return (people) => {
    const known = byList.get(people);
    if (known !== undefined) return known;
    const text = [...people].toSorted(compareText).join('\n');
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    byList.set(people, number);
    return number;
  };
}
