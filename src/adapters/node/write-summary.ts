import { appendFileSync, existsSync, statSync } from 'node:fs';

/** GitHub refuses the summary of a step that is larger than this. */
const summaryBytes = 1024 * 1024;

/**
 * Adds to the step's summary, the file of GITHUB_STEP_SUMMARY. Where GitHub would refuse it for its size,
 * `note` stands in its place: half a page of Markdown could be read as anything. False where there is no
 * such file.
 */
export function writeSummary(markdown: string, file: string | null, note: string): boolean {
  if (file === null || !existsSync(file)) return false;
  const room = summaryBytes - statSync(file).size;
  const text = [markdown, note].find((each) => Buffer.byteLength(`${each}\n`) <= room);
  if (text !== undefined) appendFileSync(file, `${text}\n`);
  return true;
}
