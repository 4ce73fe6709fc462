import type { Facts } from '../../../src/core/doctor/facts.ts';
import { type Checkup, runChecks } from '../../../src/core/doctor/run-checks.ts';

/** What one check says of these facts, with all its words as one text. */
export function verdictOf(id: string, facts: Facts): Checkup & { readonly text: string } {
  const found = runChecks(facts).checks.find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no check ${id}`);
  return { ...found, text: [...found.evidence, found.nextStep ?? ''].join('\n') };
}
