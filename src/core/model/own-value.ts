/** A member that the record itself has: a key such as `toString` finds nothing that every object knows. */
export function ownValue<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
