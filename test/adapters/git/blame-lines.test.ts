import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLineHistory } from '../../../src/adapters/git/blame-lines.ts';
import { openLocalGit } from '../../../src/adapters/git/local-git.ts';
import { parseBlame } from '../../../src/adapters/git/parse-blame.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import type { LineHistory } from '../../../src/ports/line-history.ts';
import { TemporaryRepository } from './temporary-repository.ts';

const file = 'access/a b.yaml';

function twoCommits(): TemporaryRepository {
  const repository = new TemporaryRepository();
  repository.write(file, 'a: 1\n\tauthor Mallory\nc: 3\n');
  repository.commit('one');
  repository.write(file, 'a: 1\n\tauthor Mallory\nc: 30\n');
  repository.commit('two');
  return repository;
}

function historyOf({ root }: TemporaryRepository, remote: LineHistory | null = null): LineHistory {
  return createLineHistory({ local: openLocalGit({ directory: root, env: process.env }), remote });
}

describe('the history of lines by a clone', () => {
  it('tells the commit of each line, and takes no text of a file for a fact', async () => {
    using repository = twoCommits();
    const [one, two] = [repository.commitOf('HEAD~1'), repository.commitOf('HEAD')];
    const lines = await historyOf(repository).changesOf(two, file);
    expect(lines?.map((line) => line?.commit)).toEqual([one, one, two]);
    expect(lines?.[1]).toMatchObject({ author: 'Mona', pullRequest: null, reviewers: [] });
    expect(lines?.[2]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
  });

  it('says nothing of lines that a shallow clone does not reach, or of what is not there', async () => {
    using repository = twoCommits();
    using shallow = new TemporaryRepository(repository.root, '--depth=1');
    const tip = shallow.commitOf('HEAD');
    const history = historyOf(shallow);
    expect(await history.changesOf(tip, file)).toEqual([null, null, null]);
    expect(await history.changesOf(tip, 'access/other.yaml')).toBeNull();
    expect(await history.changesOf(repository.commitOf('HEAD~1'), file)).toBeNull();
  });

  it('runs nothing that the repository names, and passes no commit over for it', async () => {
    using repository = twoCommits();
    const witness = join(repository.root, 'ran');
    writeFileSync(join(repository.root, '.git/info/attributes'), '*.yaml diff=evil\n');
    repository.git('config', 'diff.evil.textconv', `touch ${witness}; cat`);
    writeFileSync(join(repository.root, 'ignored'), `${repository.commitOf('HEAD')}\n`);
    repository.git('config', 'blame.ignoreRevsFile', join(repository.root, 'ignored'));
    const two = repository.commitOf('HEAD');
    const lines = await historyOf(repository).changesOf(two, file);
    expect(lines?.[2]?.commit).toBe(two);
    expect(existsSync(witness)).toBe(false);
  });

  it('stands in for GitHub where that fails or does not have the commit', async () => {
    using repository = twoCommits();
    const two = repository.commitOf('HEAD');
    const failing = (kind: 'unavailable' | 'cancelled'): LineHistory => ({
      changesOf: async () => {
        throw new PortError(kind, 'POST /graphql', kind);
      },
    });
    const unknown: LineHistory = { changesOf: async () => null };
    for (const remote of [failing('unavailable'), unknown])
      expect(await historyOf(repository, remote).changesOf(two, file)).toHaveLength(3);
    await expect(
      historyOf(repository, failing('cancelled')).changesOf(two, file),
    ).rejects.toMatchObject({ kind: 'cancelled' });
    const alone = createLineHistory({ local: null, remote: failing('unavailable') });
    await expect(alone.changesOf(two, file)).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

it('reads nothing into an answer of another form', () => {
  for (const text of ['', 'nonsense', `${'a'.repeat(40)} 1 1 1\nauthor A\n\tline`, '\tline\n'])
    expect(parseBlame(text)).toEqual([]);
});
