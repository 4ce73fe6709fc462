import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import { parseExpires } from '../parse-expires.ts';

/** A date or date-time as the instant it means; null where there is none, or none that can be read. */
export function readExpires(
  written: Located<string> | null,
  problems: Diagnostic[],
): Located<string> | null {
  if (written === null) return null;
  const parsed = parseExpires(written.value);
  if ('instant' in parsed) return { value: parsed.instant, at: written.at };
  problems.push(errorAt(written.at, 'invalid-expires', parsed.problem, { help: parsed.help }));
  return null;
}
