import { appendFileSync, existsSync, statSync } from 'node:fs';

/** GitHub refuses the summary of a step that is larger than this. */
const summaryBytes = 1024 * 1024;

/**
 * The step's summary, in the file of GITHUB_STEP_SUMMARY. What would be too long for GitHub is cut after a
 * whole character, with `cutNote` at the end. False where there is no such file.
 */
export function writeSummary(markdown: string, file: string | null, cutNote: string): boolean {
  if (file === null || !existsSync(file)) return false;
  appendFileSync(file, fitToBytes(`${markdown}\n`, summaryBytes - statSync(file).size, cutNote));
  return true;
}

/** The text if it fits, else as much of it as fits together with the note. */
export function fitToBytes(text: string, bytes: number, cutNote: string): string {
  const whole = Buffer.from(text, 'utf8');
  if (whole.length <= bytes) return text;
  const note = `\n\n${cutNote}\n`;
  let end = Math.max(0, bytes - Buffer.byteLength(note));
  // A byte 10xxxxxx goes on with a character that began before it.
  while (end > 0 && ((whole[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end === 0 ? '' : whole.toString('utf8', 0, end) + note;
}
