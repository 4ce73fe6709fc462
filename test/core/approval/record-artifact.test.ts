import { expect, it } from 'vitest';
import type { MarkerKey } from '../../../src/core/approval/markers.ts';
import { recordArtifactName } from '../../../src/core/approval/record-artifact.ts';
import { commitId } from '../../effects/support/fake-github.ts';
import { instance } from '../support/live.ts';

const key: MarkerKey = { instance, owner: 'platform', directory: 'access' };
const head = commitId('a');

it('names an artifact by pull request, head, owner and directory, so that jobs of a matrix do not meet', () => {
  const names = [
    recordArtifactName(7, head, key),
    recordArtifactName(8, head, key),
    recordArtifactName(7, commitId('b'), key),
    recordArtifactName(7, head, { ...key, owner: 'payments' }),
    recordArtifactName(7, head, { ...key, directory: 'access/emea' }),
    recordArtifactName(7, head, { ...key, instance: null }),
  ];
  expect(new Set(names).size).toBe(names.length);
  expect(recordArtifactName(7, head, { ...key })).toBe(names[0]);
});

it('uses only what GitHub and every file system take in a name', () => {
  const odd = { ...key, owner: 'a:b/"c"', directory: '../x\\y|*?\n' };
  expect(recordArtifactName(2_147_483_647, head, odd)).toMatch(
    /^access-plan-\d+-a{40}-[0-9a-f]{16}$/,
  );
});
