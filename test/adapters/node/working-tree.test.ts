import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocalGit } from '../../../src/adapters/git/local-git.ts';
import { createTreeReader } from '../../../src/adapters/git/tree-reader.ts';
import { systemClock } from '../../../src/adapters/node/system-clock.ts';
import { watchWorkingTree } from '../../../src/adapters/node/working-tree-changes.ts';
import { createWorkingTreeReader } from '../../../src/adapters/node/working-tree-reader.ts';
import { noCommit } from '../../../src/core/model/ids.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'working-tree-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe('files on disk', () => {
  it('are what git would list of them, ids and sizes included', async () => {
    const root = folder();
    write(root, {
      'access/b.yaml': 'b: 1\n',
      'access/a/c.json': '{}\n',
      'access/empty.yaml': '',
      'other.yaml': 'x',
    });
    symlinkSync('b.yaml', join(root, 'access/link.yaml'));
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
    git('init', '-q');
    git('add', '.');
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '-qm', 'All');
    const local = openLocalGit({ directory: root, env: process.env });
    const commit = await local?.resolve('HEAD');
    const committed = await createTreeReader({ local, remote: null }).readDirectory(
      commit ?? noCommit,
      'access',
    );
    const onDisk = await createWorkingTreeReader(root).readDirectory(noCommit, 'access');
    const files = (one: typeof onDisk) => one?.entries.filter(({ kind }) => kind === 'file');
    expect(files(onDisk)).toEqual(files(committed));
    expect(files(onDisk)).toHaveLength(3);
    expect(onDisk?.entries.map(({ path, kind }) => [path, kind])).toEqual(
      committed?.entries.map(({ path, kind }) => [path, kind]),
    );
  });

  it('are read by content, and give another id when they change', async () => {
    const root = folder();
    write(root, { 'access/a.yaml': 'a: 1\n' });
    const reader = createWorkingTreeReader(root);
    const first = await reader.readDirectory(noCommit, './access/');
    const [entry] = first?.entries ?? [];
    const bytes = await reader.readBlob(entry?.objectId ?? '');
    expect(new TextDecoder().decode(bytes)).toBe('a: 1\n');
    expect((await reader.readDirectory(noCommit, 'access'))?.treeId).toBe(first?.treeId);
    write(root, { 'access/a.yaml': 'a: 2\n' });
    expect((await reader.readDirectory(noCommit, 'access'))?.treeId).not.toBe(first?.treeId);
  });

  it('are never reached through a link, neither as file nor as directory', async () => {
    const root = folder();
    const outside = folder();
    write(outside, { 'secret.yaml': 'secret: 1\n' });
    write(root, { 'access/a.yaml': 'a: 1\n' });
    symlinkSync(join(outside, 'secret.yaml'), join(root, 'access/secret.yaml'));
    symlinkSync(outside, join(root, 'access/more'));
    symlinkSync(outside, join(root, 'linked'));
    const reader = createWorkingTreeReader(root);
    const listing = await reader.readDirectory(noCommit, 'access');
    expect(listing?.entries.map(({ path, kind }) => [path, kind])).toEqual([
      ['access/a.yaml', 'file'],
      ['access/more', 'symbolic-link'],
      ['access/secret.yaml', 'symbolic-link'],
    ]);
    const link = listing?.entries.find(({ path }) => path === 'access/secret.yaml');
    await expect(reader.readBlob(link?.objectId ?? '')).rejects.toThrow('was not listed');
    expect(await reader.readDirectory(noCommit, 'linked')).toBeNull();
  });

  it('are null where there is no such directory, or a file stands there', async () => {
    const root = folder();
    write(root, { 'access/a.yaml': 'a: 1\n' });
    const reader = createWorkingTreeReader(root);
    expect(await reader.readDirectory(noCommit, 'acces')).toBeNull();
    expect(await reader.readDirectory(noCommit, 'access/a.yaml')).toBeNull();
  });

  it('are listed and not read where they are too large, a repository, or left by an editor', async () => {
    const root = folder();
    write(root, { 'access/big.yaml': '', 'access/nested/.git/HEAD': '', 'access/.#a.yaml': '' });
    truncateSync(join(root, 'access/big.yaml'), 3 * 1024 * 1024);
    execFileSync('mkfifo', [join(root, 'access/pipe.yaml')]);
    const listing = await createWorkingTreeReader(root).readDirectory(noCommit, 'access');
    expect(listing?.entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
      ['access/big.yaml', 'file', 3 * 1024 * 1024],
      ['access/nested', 'submodule', null],
    ]);
  });
});

describe('changes of files on disk', () => {
  it('are told: an edit, an atomic save, a new directory, the directory gone and there again', async () => {
    const root = folder();
    write(root, { 'access/a.yaml': 'a: 1\n' });
    const changes = watchWorkingTree(root, systemClock, { warn: () => undefined });
    onTestFinished(() => changes.close());
    const reader = createWorkingTreeReader(root);
    const stop = new AbortController();
    const ids = async (): Promise<string> =>
      (await reader.readDirectory(noCommit, 'access'))?.treeId ?? 'none';
    /** Until the files are seen to be other ones, however often changes are told on the way. */
    const seen = async (before: string): Promise<string> => {
      for (let now = await ids(); ; now = await ids()) {
        if (now !== before) return now;
        await changes.next(stop.signal);
      }
    };

    changes.lookAt(['access']);
    // What is there when it begins counts as a change, so that none is missed before it has begun.
    expect(await changes.next(stop.signal)).toBe(true);
    const steps: readonly (() => void)[] = [
      () => write(root, { 'access/a.yaml': 'a: 2\n' }),
      () => {
        write(root, { 'access/a.tmp': 'a: 3\n' });
        renameSync(join(root, 'access/a.tmp'), join(root, 'access/a.yaml'));
      },
      () => write(root, { 'access/b/c.yaml': 'c: 1\n' }),
      () => rmSync(join(root, 'access'), { recursive: true }),
      () => write(root, { 'access/a.yaml': 'a: 1\n' }),
      () => write(root, { 'access/a.yaml': 'a: [\n' }),
    ];
    let state = await ids();
    for (const step of steps) {
      step();
      // Told by the watcher: nothing else lets the wait end.
      expect(await changes.next(stop.signal)).toBe(true);
      state = await seen(state);
    }
    const last = changes.next(stop.signal);
    stop.abort();
    expect(await last).toBe(false);
  });
});
