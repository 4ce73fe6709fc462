import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type JobOptions, Place } from './place.ts';

/** What a step before this one, or somebody's script, may have left behind. */
function soil(workspace: string): void {
  writeFileSync(join(workspace, 'access/assignments.yaml'), 'assignments: []\n');
  writeFileSync(join(workspace, 'access/extra.yaml'), 'nonsense: [\n');
  rmSync(join(workspace, 'access/permission-sets.yaml'));
}

const workspaces: readonly (readonly [string, JobOptions])[] = [
  ['a shallow checkout', { checkout: { depth: 1 } }],
  ['the whole history', { checkout: { depth: 0 } }],
  ['files without .git', { checkout: { history: false } }],
  ['no checkout at all', { checkout: null }],
  ['a work tree that was written to', { checkout: { depth: 0 }, prepare: soil }],
  ['a shallow one that was written to', { prepare: soil }],
  ['files without .git that were written to', { checkout: { history: false }, prepare: soil }],
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
