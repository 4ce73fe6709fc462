import { expect, it } from 'vitest';
import { whoOf } from '../../src/effects/explain/who-of.ts';
import { RunProblem } from '../../src/effects/run-problem.ts';
import { containing } from '../adapters/github/fixture.ts';
import { snapshotOf } from '../core/support/live.ts';

it('says that nothing has an id which AWS does not know, and how to ask about a user', () => {
  const value = '3f9a1c2b-7d40-4a5e-9b1c-2d3e4f5a6b7c';
  const reference = { type: 'GROUP', by: 'entra', value, text: `entra:${value}` } as const;
  const ask = () =>
    whoOf({ kind: 'group', reference }, { shownAs: '', groupIds: [] }, snapshotOf({}));
  expect(ask).toThrow(RunProblem);
  expect(ask).toThrow(
    expect.objectContaining({
      diagnostics: [
        expect.objectContaining({
          headline: `AWS has no group "entra:${value}"`,
          help: containing('user name'),
        }),
      ],
    }),
  );
});
