import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diffLines, mergeLines } from '../../../src/simulator/github/git/lines.ts';
import { ObjectStore } from '../../../src/simulator/github/git/object-store.ts';
import { writeTree } from '../../../src/simulator/github/git/tree.ts';
import { accessFile, startStory } from './start-story.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test('objects carry the ids git gives them', () => {
  const store = new ObjectStore();
  expect(store.put('blob', Buffer.from('hello\n'))).toBe(
    'ce013625030ba8dba906f756967f9e9ca394464a',
  );
  expect(writeTree(store, new Map())).toBe('4b825dc642cb6eb9a060e54bf8d69288fbee4904');
  const oid = store.put('blob', Buffer.from(''));
  // `a.b` sorts before the folder `a` and after nothing else: git compares `a/`.
  const tree = writeTree(
    store,
    new Map(['a/x', 'a.b', 'a0'].map((path) => [path, { mode: '100644', oid }] as const)),
  );
  expect(
    store
      .read(tree, 'tree')
      .toString('latin1')
      .match(/a[.0]?b?(?=\0)/g),
  ).toEqual(['a.b', 'a', 'a0']);
});

test('edits of two sides are merged unless they touch', () => {
  const base = 'a\nb\nc\nd\n';
  expect(mergeLines(base, 'A\nb\nc\nd\n', 'a\nb\nc\nD\n')).toBe('A\nb\nc\nD\n');
  expect(mergeLines(base, 'a\nb\nc\nd\ne\n', '0\na\nb\nc\nd\n')).toBe('0\na\nb\nc\nd\ne\n');
  expect(mergeLines(base, 'A\nb\nc\nd\n', 'A\nb\nc\nd\n')).toBe('A\nb\nc\nd\n');
  expect(mergeLines(base, 'A\nb\nc\nd\n', 'a\nB\nc\nd\n')).toBeUndefined();
  expect(diffLines(['a\n', 'b\n'], ['b\n', 'c\n'])).toEqual([
    { from: 0, to: 1, lines: [] },
    { from: 2, to: 2, lines: ['c\n'] },
  ]);
});

test.runIf(hasGit)(
  'a checkout is a repository that git itself finds sound, one commit deep',
  async () => {
    await using story = await startStory();
    const { repository, pull } = story;
    const event = repository.events.pullRequest(pull, 'opened');
    const path = folder();
    repository.checkout(event.sha, path, { ref: event.ref });
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: path, encoding: 'utf8' }).trim();
    expect(git('rev-parse', 'HEAD')).toBe(event.sha);
    expect(git('status', '--porcelain')).toBe('');
    expect(git('log', '--format=%H')).toBe(event.sha);
    expect(git('rev-parse', 'refs/remotes/pull/1/merge')).toBe(event.sha);
    expect(git('cat-file', '-p', `HEAD:${accessFile}`)).toBe(
      repository.read(accessFile, event.sha)?.trim(),
    );
    expect(spawnSync('git', ['cat-file', '-e', pull.head.sha], { cwd: path }).status).not.toBe(0);
    git('fsck', '--strict');
  },
);

test.runIf(hasGit)('a checkout of all history has every parent and branch', async () => {
  await using story = await startStory();
  const push = story.repository.merge(story.pull, { by: 'bob' });
  const path = folder();
  story.repository.checkout(push.after, path, { ref: push.ref, depth: 0 });
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: path, encoding: 'utf8' }).trim();
  expect(git('rev-list', '--count', 'HEAD')).toBe('3');
  expect(git('rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
  expect(git('rev-parse', 'origin/feature')).toBe(story.pull.head.sha);
  expect(git('merge-base', 'HEAD^1', 'HEAD^2')).toBe(push.before);
  git('fsck', '--strict');
});

test('a checkout keeps links and modes, and can leave the history out', async () => {
  await using story = await startStory();
  const files = {
    link: { content: 'README.md', mode: '120000' },
    'run.sh': { content: '#!\n', mode: '100755' },
  } as const;
  const sha = story.repository.commit({ branch: 'modes', files, message: 'x', author: 'bob' });
  const path = folder();
  story.repository.checkout(sha, path, { history: false });
  expect(readlinkSync(join(path, 'link'))).toBe('README.md');
  expect(statSync(join(path, 'run.sh')).mode & 0o111).not.toBe(0);
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('access\n');
  expect(() => statSync(join(path, '.git'))).toThrow('ENOENT');
});
