export interface Table<V> {
  get(key: string): V | undefined;
  values(): V[];
}

interface Change<V> {
  readonly at: number;
  readonly key: string;
  readonly before: V | undefined;
}

/** A map that can still be read as it was a while ago. Values are replaced, never changed. */
export class VersionedMap<V> implements Table<V> {
  readonly #entries = new Map<string, V>();
  #changes: Change<V>[] = [];
  readonly #now: () => number;
  readonly #horizon: () => number;

  /** `horizon` tells how far back reads may go, in milliseconds. */
  constructor(now: () => number, horizon: () => number) {
    this.#now = now;
    this.#horizon = horizon;
  }

  get(key: string): V | undefined {
    return this.#entries.get(key);
  }

  values(): V[] {
    return [...this.#entries.values()];
  }

  get size(): number {
    return this.#entries.size;
  }

  set(key: string, value: V): void {
    this.#remember(key);
    this.#entries.set(key, value);
  }

  delete(key: string): void {
    this.#remember(key);
    this.#entries.delete(key);
  }

  asOf(time: number): Table<V> {
    const overrides = new Map<string, V | undefined>();
    for (const change of this.#changes.toReversed()) {
      if (change.at <= time) break;
      overrides.set(change.key, change.before);
    }
    if (overrides.size === 0) return this;
    const get = (key: string): V | undefined =>
      overrides.has(key) ? overrides.get(key) : this.#entries.get(key);
    const keys = new Set([...this.#entries.keys(), ...overrides.keys()]);
    return {
      get,
      values: () =>
        [...keys].flatMap((key) => {
          const value = get(key);
          return value === undefined ? [] : [value];
        }),
    };
  }

  #remember(key: string): void {
    const horizon = this.#horizon();
    const now = this.#now();
    const oldest = now - horizon;
    const first = this.#changes[0];
    if (first !== undefined && first.at < oldest) {
      this.#changes = this.#changes.filter((change) => change.at >= oldest);
    }
    if (horizon > 0) this.#changes.push({ at: now, key, before: this.#entries.get(key) });
  }
}
