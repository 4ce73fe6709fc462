import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createApiTreeReader } from '../../../src/adapters/github/api-tree-reader.ts';
import { openLocalGit } from '../../../src/adapters/git/local-git.ts';
import { createTreeReader } from '../../../src/adapters/git/tree-reader.ts';
import { Fixture, id } from './fixture.ts';

const files = {
  'access/b.yaml': 'b: 2\n',
  'access/teams/deep/c.yaml': 'c: 3\n',
  'access/teams/é.yaml': '',
  'access/link': { content: 'b.yaml', mode: '120000' },
  'access.yaml': 'beside\n',
} as const;

describe('files of a commit through the API', () => {
  it.each([100_000, 4])('are those that git lists, %i entries an answer', async (treeEntries) => {
    await using fixture = await Fixture.start({ treeEntries });
    const { repository } = fixture;
    const commit = id(repository.commit({ branch: 'main', files, message: 'Add', author: 'mona' }));
    const directory = mkdtempSync(join(tmpdir(), 'api-tree-'));
    try {
      repository.checkout(commit, directory);
      const local = openLocalGit({ directory, env: process.env });
      const here = createTreeReader({ local, remote: null });
      const there = createApiTreeReader(fixture.options());
      for (const path of ['access', 'access/teams/deep', './access/', '']) {
        const listing = await there.readDirectory(commit, path);
        expect(listing).toEqual(await here.readDirectory(commit, path));
        for (const { objectId } of listing?.entries ?? [])
          expect(await there.readBlob(objectId)).toEqual(await here.readBlob(objectId));
      }
      for (const none of ['missing', 'access.yaml', 'access/..', '..'])
        expect(await there.readDirectory(commit, none)).toBeNull();
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('are asked for once', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const tree = createApiTreeReader(fixture.options());
    const listing = await tree.readDirectory(id(repository.tip()), 'access');
    const [entry] = listing?.entries ?? [];
    if (entry === undefined) throw new Error('no entry');
    await Promise.all([tree.readBlob(entry.objectId), tree.readBlob(entry.objectId)]);
    expect(simulator.log.count('git/get-blob')).toBe(1);
  });

  it('are refused where the content is not what its id says', async () => {
    await using fixture = await Fixture.start();
    const { repository, simulator } = fixture;
    const tree = createApiTreeReader(fixture.options());
    const listing = await tree.readDirectory(id(repository.tip()), 'access');
    const body = { content: Buffer.from('a: 2\n').toString('base64'), encoding: 'base64' };
    simulator.fail({ operation: 'git/get-blob', effect: { kind: 'answer', status: 200, body } });
    const objectId = listing?.entries[0]?.objectId ?? '';
    await expect(tree.readBlob(objectId)).rejects.toMatchObject({ kind: 'bad-answer' });
    expect(Buffer.from(await tree.readBlob(objectId)).toString()).toBe('a: 1\n');
  });

  it('reject where the commit is not there', async () => {
    await using fixture = await Fixture.start();
    const tree = createApiTreeReader(fixture.options());
    await expect(tree.readDirectory(id('0'.repeat(40)), 'access')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});
