import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findGit } from '../../../src/adapters/git/find-git.ts';
import { openLocalGit, type LocalGit } from '../../../src/adapters/git/local-git.ts';
import { createTreeReader } from '../../../src/adapters/git/tree-reader.ts';
import { isCommitId, noCommit } from '../../../src/core/model/ids.ts';
import type { TreeReader } from '../../../src/ports/tree-read.ts';
import { TemporaryRepository } from './temporary-repository.ts';

function open(repository: TemporaryRepository, env: Record<string, string> = {}): LocalGit {
  const local = openLocalGit({ directory: repository.root, env: { ...process.env, ...env } });
  if (local === null) throw new Error('no repository');
  return local;
}

function reader(repository: TemporaryRepository, env?: Record<string, string>): TreeReader {
  return createTreeReader({ local: open(repository, env), remote: null });
}

async function text(tree: TreeReader, objectId: string | undefined): Promise<string> {
  return Buffer.from(await tree.readBlob(objectId ?? '')).toString('utf8');
}

describe('files of a commit from the local object database', () => {
  it('are those of the commit, whatever the work tree holds', async () => {
    using repository = new TemporaryRepository();
    repository.write('access/a.yaml', 'committed\n');
    repository.write('access/teams/b.yaml', 'b\n');
    repository.write('access.yaml', 'beside\n');
    repository.link('access/link.yaml', 'a.yaml');
    const commit = repository.commit('Add access');
    repository.write('access/a.yaml', 'dirty\n');
    repository.write('access/new.yaml', 'not committed\n');

    const tree = reader(repository);
    const listing = await tree.readDirectory(commit, 'access');
    expect(listing?.treeId).toBe(repository.git('rev-parse', 'HEAD:access'));
    expect(listing?.entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
      ['access/a.yaml', 'file', 10],
      ['access/link.yaml', 'symbolic-link', 6],
      ['access/teams/b.yaml', 'file', 2],
    ]);
    expect(await text(tree, listing?.entries[0]?.objectId)).toBe('committed\n');
    expect((await tree.readDirectory(commit, ''))?.entries).toHaveLength(4);
    expect((await tree.readDirectory(commit, './access/teams/'))?.entries).toHaveLength(1);
    for (const none of ['missing', 'access.yaml', 'access/missing', '../access', 'access/..'])
      expect(await tree.readDirectory(commit, none)).toBeNull();
  });

  it('come with strange names and bytes as they are', async () => {
    using repository = new TemporaryRepository();
    const names = ['a b.yaml', 'é.yaml', 'new\nline.yaml', '"quoted".yaml', '::error::.yaml'];
    const bytes = Uint8Array.from([0, 10, 13, 255, 10]);
    for (const name of names) repository.write(`access/${name}`, bytes);
    const commit = repository.commit('Add names');
    const tree = reader(repository);
    const listing = await tree.readDirectory(commit, 'access');
    expect(listing?.entries.map(({ path }) => path)).toEqual(
      names.map((name) => `access/${name}`).toSorted(),
    );
    expect(await tree.readBlob(listing?.entries[0]?.objectId ?? '')).toEqual(bytes);
  });

  it('are read many at a time, empty and equal ones too', async () => {
    using repository = new TemporaryRepository();
    for (let index = 0; index < 450; index += 1)
      repository.write(`access/${index}.yaml`, index % 3 === 0 ? '' : `${index}\n`);
    const commit = repository.commit('Add many');
    const tree = reader(repository);
    const { entries } = (await tree.readDirectory(commit, 'access')) ?? { entries: [] };
    const texts = await Promise.all(entries.map(({ objectId }) => text(tree, objectId)));
    expect(entries).toHaveLength(450);
    entries.forEach(({ path }, at) => {
      const index = Number(path.slice('access/'.length, -'.yaml'.length));
      expect(texts[at]).toBe(index % 3 === 0 ? '' : `${index}\n`);
    });
  });

  it('are never what a replacement, a configuration or the environment makes of them', async () => {
    using repository = new TemporaryRepository();
    using elsewhere = new TemporaryRepository();
    const trap = join(elsewhere.root, 'ran');
    const script = join(elsewhere.root, 'trap');
    writeFileSync(script, `#!/bin/sh\ntouch ${trap}\n`);
    chmodSync(script, 0o755);
    repository.write('access/a.yaml', 'true\n');
    repository.write('.gitattributes', '*.yaml diff=x filter=x\n');
    const commit = repository.commit('Add');
    const blob = repository.git('rev-parse', 'HEAD:access/a.yaml');
    repository.write('access/a.yaml', 'false\n');
    const other = repository.git('hash-object', '-w', 'access/a.yaml');
    repository.git('replace', blob, other);
    for (const key of [
      'core.fsmonitor',
      'filter.x.smudge',
      'diff.x.textconv',
      'core.pager',
      'gpg.program',
    ])
      repository.git('config', key, script);
    repository.git('config', 'log.showSignature', 'true');

    const tree = reader(repository, {
      GIT_DIR: elsewhere.root,
      GIT_OBJECT_DIRECTORY: elsewhere.root,
      GIT_EXTERNAL_DIFF: script,
      GIT_TRACE: join(elsewhere.root, 'trace'),
    });
    const listing = await tree.readDirectory(commit, 'access');
    expect(await text(tree, listing?.entries[0]?.objectId)).toBe('true\n');
    expect(await open(repository).firstParents(commit, 5)).toHaveLength(1);
    expect(existsSync(trap)).toBe(false);
    expect(readdirSync(elsewhere.root).toSorted()).toEqual(['.git', 'trap']);
  });

  it('are not taken from a damaged object', async () => {
    using repository = new TemporaryRepository();
    repository.write('access/a.yaml', 'one\n');
    const commit = repository.commit('Add');
    const [one = '', two = ''] = ['one\n', 'two\n'].map((content) => {
      repository.write('content', content);
      return repository.git('hash-object', '-w', 'content');
    });
    const path = (id: string) => join('.git/objects', id.slice(0, 2), id.slice(2));
    chmodSync(join(repository.root, path(one)), 0o644);
    repository.git('-c', 'alias.copy=!cp', 'copy', path(two), path(one));

    const tree = reader(repository);
    const listing = await tree.readDirectory(commit, 'access');
    await expect(text(tree, listing?.entries[0]?.objectId)).rejects.toMatchObject({
      kind: 'bad-answer',
    });
  });
});

describe('what is not in a clone', () => {
  it('is asked of the remote, file by file', async () => {
    using origin = new TemporaryRepository();
    origin.git('config', 'uploadpack.allowFilter', 'true');
    origin.write('access/a.yaml', 'first\n');
    const first = origin.commit('First');
    origin.write('access/a.yaml', 'second\n');
    const second = origin.commit('Second');
    const remote = reader(origin);

    using shallow = new TemporaryRepository(origin.root, '--depth=1');
    const tree = createTreeReader({ local: open(shallow), remote });
    for (const commit of [first, second]) {
      const [here, there] = [
        await tree.readDirectory(commit, 'access'),
        await remote.readDirectory(commit, 'access'),
      ];
      expect(here).toEqual(there);
      expect(await text(tree, here?.entries[0]?.objectId)).toMatch(/first|second/);
    }

    using partial = new TemporaryRepository(origin.root, '--filter=blob:none', '--no-checkout');
    const offline = createTreeReader({ local: open(partial), remote: null });
    const listing = await offline.readDirectory(second, 'access');
    expect(listing?.entries).toMatchObject([{ path: 'access/a.yaml', size: null }]);
    await expect(text(offline, listing?.entries[0]?.objectId)).rejects.toMatchObject({
      kind: 'not-found',
    });
    const joined = createTreeReader({ local: open(partial), remote });
    expect(await text(joined, listing?.entries[0]?.objectId)).toBe('second\n');
  });

  it('is said to be missing where there is no remote', async () => {
    using repository = new TemporaryRepository();
    repository.commit('Empty');
    const gone = 'f'.repeat(40);
    if (!isCommitId(gone)) throw new Error('no commit id');
    await expect(reader(repository).readDirectory(gone, 'access')).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('local history', () => {
  it('resolves names and follows first parents', async () => {
    using repository = new TemporaryRepository();
    const first = repository.commit('First');
    repository.git('checkout', '--quiet', '-b', 'topic');
    const side = repository.commit('Side');
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge topic\n\nbody', 'topic');
    const merge = repository.commitOf('main');

    const local = open(repository);
    expect(await local.resolve('topic')).toBe(side);
    expect(await local.resolve('missing')).toBeNull();
    expect(await local.resolve('--all')).toBeNull();
    expect(await local.firstParents(merge, 10)).toMatchObject([
      { id: merge, parents: [first, side], subject: 'Merge topic' },
      { id: first, parents: [], subject: 'First' },
    ]);
    expect(await local.firstParents(merge, 1)).toHaveLength(1);
  });

  it('takes a commit for the first one only where it names no parent itself', async () => {
    using repository = new TemporaryRepository();
    const first = repository.commit('First');
    const second = repository.commit('Second\n\nparent of nothing');
    const local = open(repository);
    expect(await Promise.all([first, second].map((id) => local.isRoot(id)))).toEqual([true, false]);
    using shallow = new TemporaryRepository(repository.root, '--depth=1');
    const here = open(shallow);
    expect(await Promise.all([first, second].map((id) => here.isRoot(id)))).toEqual([false, false]);
    expect(await here.resolve(`${second}~1`)).toBeNull();
    expect(await reader(repository).readDirectory(noCommit, 'access')).toBeNull();
  });
});

describe('the git binary', () => {
  it('is never one of the repository', () => {
    using repository = new TemporaryRepository();
    repository.write('bin/git', '#!/bin/sh\n');
    chmodSync(join(repository.root, 'bin/git'), 0o755);
    expect(findGit(`${repository.root}/bin:bin:.`, repository.root)).toBeNull();
    expect(findGit(`${repository.root}/bin:${process.env['PATH']}`, repository.root)).toMatch(
      /^\/.*git$/,
    );
    expect(openLocalGit({ directory: '/', env: process.env })).toBeNull();
  });
});
