import type { EntraFacts, FederationApplication } from './entra-facts.ts';
import { type Known, known, unknown } from './known.ts';

const help = 'mend the check of the enterprise application first';

/** The one enterprise application that signs people in to AWS. */
export function theApplication({ applications }: EntraFacts): Known<FederationApplication> {
  if (!applications.known) return applications;
  const [only, ...others] = applications.value;
  if (only === undefined) return unknown('No enterprise application was found.', { help });
  if (others.length === 0) return known(only);
  return unknown(`${applications.value.length} enterprise applications fit.`, { help });
}
