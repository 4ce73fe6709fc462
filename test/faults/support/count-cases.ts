import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { LeftOut } from './cells.ts';

const folder = fileURLToPath(new URL('../../../.reports/faults/', import.meta.url));

/**
 * Counts the cases of a subject that came to their end, and writes down how many there were when the
 * file is done, with what was left out and why. Answers what counts one.
 */
export function countCases(subject: string, leftOut: readonly LeftOut[] = []): () => void {
  let converged = 0;
  afterAll(() => {
    mkdirSync(folder, { recursive: true });
    const text = JSON.stringify({ subject, converged, leftOut }, null, 2);
    writeFileSync(`${folder}${subject.replaceAll(/\W+/g, '-')}.json`, `${text}\n`);
    process.stdout.write(`${subject}: ${converged} cases converged\n`);
  });
  return () => {
    converged += 1;
  };
}
