import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert } from 'vitest';
import { readFolder } from './read-folder.ts';

const update = process.env['UPDATE_EXPECTED'] === '1';

/** The files of `expected/`, which a person reads; UPDATE_EXPECTED=1 writes them anew. */
export class ExpectedFiles {
  readonly #folder: string;
  readonly #named = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  compare(files: Readonly<Record<string, string>>): void {
    const actual = Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, text.endsWith('\n') ? text : `${text}\n`]),
    );
    for (const name of Object.keys(actual)) this.#named.add(name);
    if (update) {
      for (const [name, text] of Object.entries(actual)) {
        const path = join(this.#folder, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
      return;
    }
    const expected = Object.fromEntries(
      Object.keys(actual).map((name) => [name, this.#read(name)]),
    );
    assert.deepEqual(actual, expected, 'UPDATE_EXPECTED=1 accepts it');
  }

  /** A file that no story compares any more says nothing. */
  checkAllUsed(): void {
    if (!existsSync(this.#folder)) return;
    const unused = Object.keys(readFolder(this.#folder)).filter((name) => !this.#named.has(name));
    if (update) for (const name of unused) rmSync(join(this.#folder, name));
    else assert.deepEqual(unused, [], 'files in expected/ that the story does not name');
  }

  #read(name: string): string {
    const path = join(this.#folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '(there is no such file)\n';
  }
}
