import type { Plan } from '../plan/plan.ts';

/** The plan for a place where the people behind groups are only counted. */
export function withoutNames(plan: Plan): Plan {
  if (plan.people === null) return plan;
  const changes = plan.people.changes.map((change) => ({ ...change, names: [], unnamed: 0 }));
  return { ...plan, people: { ...plan.people, show: 'counts', changes, unnamed: 0 } };
}
