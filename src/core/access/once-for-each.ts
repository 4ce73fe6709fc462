/** Finds something once for each text: thousands of accounts have the same few holders. */
export function onceForEach<V>(find: (key: string) => V): (key: string) => V {
  const known = new Map<string, { readonly value: V }>();
  return (key) => {
    const found = known.get(key) ?? { value: find(key) };
    known.set(key, found);
    return found.value;
  };
}
