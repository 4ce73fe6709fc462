import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JobOptions, Place } from './place.ts';

/** What a step before this one, or somebody's script, may have left behind. */
function soil(workspace: string): void {
  writeFileSync(join(workspace, 'access/assignments.yaml'), 'assignments: []\n');
  writeFileSync(join(workspace, 'access/extra.yaml'), 'nonsense: [\n');
  rmSync(join(workspace, 'access/permission-sets.yaml'));
}

function git(workspace: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: workspace, encoding: 'utf8' }).trim();
}

/** Git itself then shows another file under the same id. */
function replace(workspace: string): void {
  writeFileSync(join(workspace, 'other'), 'assignments: []\n');
  const other = git(workspace, 'hash-object', '-w', 'other');
  git(workspace, 'replace', git(workspace, 'rev-parse', 'HEAD:access/assignments.yaml'), other);
}

/** As with the option `filter: blob:none` of the checkout action: git would fetch what it lacks. */
function makePartial(workspace: string): void {
  const blob = git(workspace, 'rev-parse', 'HEAD:access/assignments.yaml');
  rmSync(join(workspace, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  for (const [name, value] of [
    ['core.repositoryformatversion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ['remote.origin.url', 'http://127.0.0.1:9/access.git'],
  ] as const)
    git(workspace, 'config', name, value);
}

/** A program of the pull request's own, first on PATH, that would leave a trace. */
function plantGit(workspace: string): void {
  const script = `#!/bin/sh\ntouch '${workspace}/ran'\nexit 1\n`;
  writeFileSync(join(workspace, 'git'), script, { mode: 0o755 });
}

const workspaces: readonly (readonly [string, JobOptions])[] = [
  ['a shallow checkout', { checkout: { depth: 1 } }],
  ['the whole history', { checkout: { depth: 0 } }],
  ['files without .git', { checkout: { history: false } }],
  ['no checkout at all', { checkout: null }],
  ['a work tree that was written to', { checkout: { depth: 0 }, prepare: soil }],
  ['a shallow one that was written to', { prepare: soil }],
  ['files without .git that were written to', { checkout: { history: false }, prepare: soil }],
  ['a clone that shows another file instead', { prepare: replace }],
  ['a partial clone', { prepare: makePartial }],
  ['the whole history, without git', { checkout: { depth: 0 }, env: { PATH: '/nonexistent' } }],
  [
    'the whole history, with variables that lead git elsewhere',
    {
      checkout: { depth: 0 },
      env: { GIT_DIR: '/nonexistent', GIT_OBJECT_DIRECTORY: '/nonexistent' },
    },
  ],
  [
    'a broken .git',
    { prepare: (folder) => rmSync(join(folder, '.git/objects'), { recursive: true }) },
  ],
];

describe('the plan is the same', () => {
  it.each(workspaces)('from %s', async (_, options) => {
    await using place = await Place.open();
    const pull = place.propose();
    const expected = {
      result: 'changes',
      'plan-digest': '',
      grants: '3',
      'permission-set-changes': '1',
    };
    const { outputs, exitCode } = await place.plan(pull, options);
    const { 'plan-digest': digest } = outputs;
    expect(exitCode).toBe(0);
    expect({ ...outputs, 'plan-digest': '' }).toMatchObject(expected);
    const plain = await place.plan(pull);
    expect(digest).toBe(plain.outputs['plan-digest']);
    expect(place.invalid()).toEqual([]);
  });
});

describe('the apply is the same', () => {
  it.each([
    ['no checkout at all', { checkout: null }],
    ['a work tree that was written to', { checkout: { depth: 0 }, prepare: soil }],
  ] as const)('from %s', async (_, options) => {
    await using place = await Place.open();
    const { push } = await place.merged();
    const { outputs } = await place.run(push, options);
    expect(outputs).toMatchObject({ result: 'applied', held: '0', failed: '0' });
    expect(place.assignments()).toHaveLength(4);
  });
});

it('runs no git that was checked out', async () => {
  await using place = await Place.open();
  const workspace = place.folder('workspace');
  const { outputs } = await place.plan(place.propose(), {
    workspace,
    checkout: { depth: 0 },
    env: { PATH: `${workspace}:${process.env['PATH']}` },
    prepare: plantGit,
  });
  expect(outputs['result']).toBe('changes');
  expect(existsSync(join(workspace, 'ran'))).toBe(false);
});
