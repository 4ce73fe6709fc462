import type { Git } from './run-git.ts';

export interface ObjectHeader {
  readonly id: string;
  readonly type: string;
  readonly size: number;
}

/** What each name stands for, by `git cat-file --batch-check`; null where it is not there. */
export async function readHeaders(
  git: Git,
  names: readonly string[],
): Promise<readonly (ObjectHeader | null)[]> {
  const output = await git.run(
    ['cat-file', '--batch-check'],
    names.map((name) => `${name}\n`).join(''),
  );
  const lines = (output?.toString('utf8') ?? '').split('\n');
  return names.map((_, index) => {
    const [, id, type, size] = /^([0-9a-f]{40}) ([a-z]+) (\d+)$/.exec(lines[index] ?? '') ?? [];
    return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
  });
}
