/** Asks once for each key, for all who ask; after a failure the next one asks again. */
export class RememberedByKey<Value> {
  readonly #ask: (key: string) => Promise<Value>;
  readonly #asked = new Map<string, Promise<Value>>();

  constructor(ask: (key: string) => Promise<Value>) {
    this.#ask = ask;
  }

  async get(key: string): Promise<Value> {
    const asking = this.#asked.get(key) ?? this.#ask(key);
    this.#asked.set(key, asking);
    try {
      return await asking;
    } catch (error) {
      if (this.#asked.get(key) === asking) this.#asked.delete(key);
      throw error;
    }
  }
}
