import { at } from './at.ts';

/** The units of all accounts with every unit above them, sorted, and each account's own ones. */
export function unitsOf(accounts: readonly { readonly unit: string }[]): {
  readonly units: readonly string[];
  readonly unitsOfAccount: readonly Uint32Array[];
} {
  const ways = new Map(
    [...new Set(accounts.map(({ unit }) => unit))].map((unit) => [unit, wayUp(unit)]),
  );
  const units = [...new Set([...ways.values()].flat())].toSorted();
  const indexes = new Map(units.map((unit, index) => [unit, index]));
  const indexWays = new Map(
    [...ways].map(([unit, way]) => [unit, Uint32Array.from(way, (each) => indexes.get(each) ?? 0)]),
  );
  return {
    units,
    unitsOfAccount: accounts.map(
      ({ unit }) => indexWays.get(unit) ?? at([...indexWays.values()], 0),
    ),
  };
}

/** `/A/B` → `/A/B`, `/A`. The root is above everything, so it says nothing. */
function wayUp(unit: string): string[] {
  const way = [unit];
  for (let end = unit.lastIndexOf('/'); end > 0; end = unit.lastIndexOf('/', end - 1)) {
    way.push(unit.slice(0, end));
  }
  return way;
}
