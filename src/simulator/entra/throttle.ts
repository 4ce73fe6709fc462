import type { Knobs } from './knobs.ts';

/** What a request counts against beside the app's units. */
export type Bucket = 'provision-on-demand' | 'conditional-access' | 'reports';

export interface Cost {
  readonly units: number;
  readonly write: boolean;
  readonly bucket: Bucket | undefined;
}

export interface Refusal {
  /** Seconds, or undefined for none. */
  readonly retryAfter: number | undefined;
}

interface Limit {
  readonly name: string;
  readonly amount: number;
  readonly most: number;
  readonly windowMs: number;
  readonly silent?: boolean;
}

interface Use {
  readonly at: number;
  readonly amount: number;
}

/** Sliding windows: what was used in the last so many seconds decides. */
export class Throttle {
  readonly #uses = new Map<string, readonly Use[]>();

  /** Takes the cost and answers nothing, or refuses and takes nothing. */
  take(cost: Cost, client: string, object: string, knobs: Knobs, now: number): Refusal | undefined {
    const limits = limitsOf(cost, client, object, knobs);
    for (const limit of limits) {
      const recent = this.#recent(limit, now);
      const used = recent.reduce((sum, use) => sum + use.amount, 0);
      if (used + limit.amount <= limit.most) continue;
      const { retryAfter } = knobs.throttle;
      const oldest = recent[0]?.at ?? now;
      const remaining = Math.max(1, Math.ceil((oldest + limit.windowMs - now) / 1000));
      if (limit.silent === true || retryAfter === null) return { retryAfter: undefined };
      return { retryAfter: retryAfter === 'remaining' ? remaining : retryAfter };
    }
    for (const limit of limits) {
      const use = { at: now, amount: limit.amount };
      this.#uses.set(limit.name, [...this.#recent(limit, now), use]);
    }
    return undefined;
  }

  #recent({ name, windowMs }: Limit, now: number): readonly Use[] {
    return (this.#uses.get(name) ?? []).filter((use) => use.at > now - windowMs);
  }
}

function limitsOf(cost: Cost, client: string, object: string, { throttle }: Knobs): Limit[] {
  const limits: Limit[] = [
    {
      name: `units ${client}`,
      amount: cost.units,
      most: throttle.unitsPer10s,
      windowMs: 10_000,
    },
  ];
  if (cost.write) {
    const most = throttle.writesPer150s;
    limits.push({ name: `writes ${client}`, amount: 1, most, windowMs: 150_000 });
  }
  if (cost.bucket === 'provision-on-demand') {
    const most = throttle.provisionOnDemandPer10s;
    limits.push({ name: `on demand ${object}`, amount: 1, most, windowMs: 10_000 });
  }
  if (cost.bucket === 'conditional-access') {
    const most = throttle.conditionalAccessPerSecond;
    const name = 'conditional access';
    limits.push({ name, amount: 1, most, windowMs: 1000, silent: true });
  }
  if (cost.bucket === 'reports') {
    const most = throttle.reportsPer10s;
    limits.push({ name: `reports ${client}`, amount: 1, most, windowMs: 10_000 });
  }
  return limits;
}
