import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const adapters = fileURLToPath(new URL('../../../src/adapters/aws/', import.meta.url));

/** What answers a question of somebody who waits for it, and decides nothing. */
const ofExplain = new Set(['member-groups-reader.ts']);

/** What the adapters for plans and applies know to send; the doctor's are in a folder of their own. */
export function knownOperations(): string[] {
  const files = ['read', 'write'].flatMap((folder) =>
    readdirSync(adapters + folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !ofExplain.has(entry.name))
      .map(({ name }) => `${adapters}${folder}/${name}`),
  );
  const names = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/new (?:\w+\.)?(\w+)Command\b/g)].map(
      ([, name = '']) => name,
    ),
  );
  return [...new Set(names)].toSorted();
}
