import { createHash } from 'node:crypto';
import { appendFileSync, existsSync } from 'node:fs';
import { logLine } from './log-line.ts';

/** Outputs of a step, in the file of GITHUB_OUTPUT; on standard output where there is none. */
export function writeOutputs(
  outputs: Readonly<Record<string, string>>,
  file: string | null,
  write: (text: string) => void = (text) => process.stdout.write(text),
): void {
  const entries = Object.entries(outputs);
  if (file !== null && existsSync(file))
    appendFileSync(file, entries.map(([name, value]) => outputEntry(name, value)).join(''), 'utf8');
  else for (const [name, value] of entries) write(`${logLine(`${name}=${value}`)}\n`);
}

/** A name, a delimiter that the value does not hold, the value and the delimiter again. */
export function outputEntry(name: string, value: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw new Error(`not the name of an output: ${name}`);
  let delimiter: string;
  let round = 0;
  do {
    const hash = createHash('sha256').update(`${round} ${name} ${value}`).digest('hex');
    delimiter = `end-${hash.slice(0, 32)}`;
    round += 1;
  } while (value.includes(delimiter));
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
