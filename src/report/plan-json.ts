import type { Plan } from '../core/plan/plan.ts';

/** Anything JSON can hold, its objects' keys in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/**
 * The plan file: schema and digest first, every object within in the order of its keys. `beside` is what a
 * document has besides the plan, by further keys.
 */
export function planJson(plan: Plan, beside: Readonly<Record<string, unknown>> = {}): string {
  const { schema, digest, instance, owner, head, base, exhaustive, reading, counts, ...rest } =
    plan;
  const { findings, operations, people, undeclaredSets } = rest;
  const top = { schema, digest, instance, owner, head, base, exhaustive, reading, counts };
  const whole = {
    ...top,
    ...(undeclaredSets !== undefined && { undeclaredSets }),
    people,
    findings,
    operations,
    ...beside,
  };
  return `${JSON.stringify(
    Object.fromEntries(Object.entries(whole).map(([key, value]) => [key, sorted(value)])),
    null,
    2,
  )}\n`;
}
