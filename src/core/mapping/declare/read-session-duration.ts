import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import { parseDuration } from '../../model/parse-duration.ts';
import { awsLimits } from '../limits.ts';

/** Seconds within AWS's range; null where nothing (usable) is written. */
export function readSessionDuration(
  written: Located<string> | null,
  problems: Diagnostic[],
): number | null {
  if (written === null) return null;
  const seconds = parseDuration(written.value);
  if (seconds === null) {
    const unit = /^\d+$/.test(written.value) ? `${written.value}h` : '8h';
    problems.push(
      errorAt(written.at, 'invalid-duration', `"${written.value}" is not a duration`, {
        help: `write it like ${unit}, 90m or PT1H30M`,
      }),
    );
    return null;
  }
  if (seconds >= awsLimits.shortestSession && seconds <= awsLimits.longestSession) return seconds;
  problems.push(
    errorAt(
      written.at,
      'invalid-duration',
      `a session of ${written.value} is ${seconds < awsLimits.shortestSession ? 'shorter' : 'longer'} than AWS allows`,
      { help: 'choose a duration from 1h to 12h' },
    ),
  );
  return null;
}
