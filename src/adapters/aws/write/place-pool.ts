/** Of all its places, until one more is tried after a refusal; half as many for each one after that. */
const firstRounds = 4;
const leastRounds = 0.5;

/** Places for one kind of write at AWS, some of which others may be holding. */
export class PlacePool {
  readonly #most: number;
  readonly #refused = new Set<symbol>();
  #places: number;
  #taken = 0;
  #rounds = firstRounds;

  constructor(most: number) {
    this.#most = most;
    this.#places = most;
  }

  hasRoom(): boolean {
    return this.#taken < Math.floor(this.#places);
  }

  take(): void {
    this.#taken += 1;
  }

  /** AWS says it has no place for this one: as many as it has let in are ours. */
  refuse(write: symbol): void {
    this.#refused.add(write);
    this.#places = Math.max(1, this.#letIn);
    this.#rounds = firstRounds;
  }

  /** AWS let it in. What others held may have become free, so that one more is tried now and then. */
  letIn(write: symbol): void {
    this.#refused.delete(write);
    const grown = this.#places + 1 / (this.#rounds * this.#places);
    if (Math.floor(grown) > Math.floor(this.#places)) {
      this.#rounds = Math.max(leastRounds, this.#rounds / 2);
    }
    this.#places = Math.min(this.#most, Math.max(grown, this.#letIn));
  }

  release(write: symbol): void {
    this.#refused.delete(write);
    this.#taken -= 1;
  }

  get #letIn(): number {
    return this.#taken - this.#refused.size;
  }
}
