const slowdown = 0.8;
const slowest = 0.1;
/** A throttled volley is one event, not twenty; and what was sent before is still being answered. */
const pause = 1000;
/** Of the way back up, in parts of the rate per second cubed. */
const steepness = 0.001;

/**
 * What part of the configured rate others leave to us. Throttling slows it down. It climbs back along a
 * cubic, as the SDK's adaptive mode does: fast to just below the pace that was throttled, slowly past it,
 * then faster and faster, because what throttled it may have gone.
 */
export class Pace {
  #slowedAt = -Infinity;
  #low = 1;
  /** Where it was when it was throttled. */
  #high = 1;

  /** From 0.1 to 1. */
  at(now: number): number {
    const climbing = Math.max(0, now - this.#slowedAt - pause) / 1000;
    const level = Math.cbrt((this.#high - this.#low) / steepness);
    return Math.min(1, Math.max(this.#low, this.#high + steepness * (climbing - level) ** 3));
  }

  /** AWS let only that part of the last second's requests through. True when that changed the pace. */
  slowDown(now: number, letThrough: number): boolean {
    if (now - this.#slowedAt < pause) return false;
    const pace = this.at(now);
    this.#low = Math.max(slowest, pace * Math.min(slowdown, letThrough));
    this.#high = Math.min(pace, this.#low / slowdown);
    this.#slowedAt = now;
    return true;
  }
}
