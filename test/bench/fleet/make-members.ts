/** People of the organization for each of its groups. */
const peopleOfGroup = 2;
const smallest = 1;
const largest = 24;

/**
 * Who is in which group: one to two dozen people, each in several groups. Without chance, so that whatever
 * else is made by it stays as it was.
 */
export function makeMembers(groups: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const people = groups.length * peopleOfGroup;
  return new Map(
    groups.map((group, index) => {
      const size = smallest + ((index * 7) % (largest - smallest + 1));
      const names = Array.from(
        { length: size },
        (_, place) => `person-${(index * 13 + place * 17) % people}@bench.example`,
      );
      return [group, [...new Set(names)]];
    }),
  );
}
