import { expect, it } from 'vitest';
import { createChangeWriter } from '../../src/adapters/github/change-writer.ts';
import { createGitHubReader } from '../../src/adapters/github/github-reader.ts';
import { driftBranch } from '../../src/core/adopt/drift-branch.ts';
import type { InstanceArn } from '../../src/core/model/ids.ts';
import { proposeAdoption } from '../../src/effects/propose-adoption.ts';
import { Fixture, id } from '../adapters/github/fixture.ts';

const instance = 'arn:aws:sso:::instance/ssoins-0123456789abcdef' as InstanceArn;

it('names the open pull request also once somebody else has committed to it, with a warning', async () => {
  await using github = await Fixture.start();
  const ports = {
    github: createGitHubReader(github.options()),
    changes: createChangeWriter(github.options()),
  };
  const propose = (text: string | null) =>
    proposeAdoption(ports, {
      adoption:
        text === null
          ? null
          : { steps: [], files: new Map([['access/a.yaml', text]]), before: new Map() },
      isWhole: true,
      instance,
      owner: 'platform',
      commit: id(github.repository.tip()),
      write: () => ({ title: 'Keep what drifted', body: 'as it is' }),
    });
  const first = await propose('a: 2\n');
  expect(first.diagnostics).toEqual([]);
  github.repository.commit({
    branch: driftBranch('platform', instance),
    files: { 'README.md': 'theirs\n' },
    message: 'Mine',
    author: 'mona',
  });
  const again = await propose('a: 2\n');
  expect(again.url).toBe(first.url);
  expect(again.diagnostics.map(({ code }) => code)).toEqual(['drift-pull-request-not-written']);
  expect((await propose(null)).url).toBeNull();
});
