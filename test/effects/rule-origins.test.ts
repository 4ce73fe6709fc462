import { expect, it } from 'vitest';
import { ruleOrigins } from '../../src/effects/rule-origins.ts';
import { type CommitId, isCommitId } from '../../src/core/model/ids.ts';
import { PortError, type PortErrorKind } from '../../src/ports/port-error.ts';
import type { LineChange, LineHistory } from '../../src/ports/line-history.ts';
import { mappingOf, rule } from '../core/support/files.ts';

const mapping = mappingOf({
  permissionSets: { Admin: {} },
  assignments: [rule('Blue', 'Admin', 'dev'), rule('Red', 'Admin', 'dev')],
});
const journal = { progress: () => undefined, warn: () => undefined };
const [first, second] = mapping.rules.map(({ at }) => at);

function id(text: string): CommitId {
  if (!isCommitId(text)) throw new Error(text);
  return text;
}

const change = (day: string): LineChange => ({
  commit: id(day.repeat(40).slice(0, 40)),
  at: `2026-01-0${day}T00:00:00.000Z`,
  author: 'mona',
  pullRequest: null,
  reviewers: [],
});

/** Every line is of the first day, but for those that are said. */
async function originsWith(lines: Readonly<Record<number, LineChange | null>>) {
  const history: LineHistory = {
    changesOf: async () =>
      Array.from({ length: 40 }, (_none, index) => {
        const own = lines[index + 1];
        return own === undefined ? change('1') : own;
      }),
  };
  const head = { commit: id('a'.repeat(40)), lineOf: () => '   "more":' };
  return ruleOrigins({ lines: history, journal }, head, mapping);
}

it('tells the newest commit of all lines of a rule', async () => {
  if (first === undefined || second === undefined) throw new Error('there are two rules');
  const origins = await originsWith({
    [first.line + 1]: change('3'),
    [first.line + 2]: change('2'),
  });
  expect(origins(first)?.at).toBe('2026-01-03T00:00:00.000Z');
});

it('tells nothing of a rule of which one line is not known', async () => {
  if (first === undefined) throw new Error('there are two rules');
  const origins = await originsWith({ [first.line + 1]: null, [first.line + 2]: change('2') });
  expect(origins(first)).toBeNull();
});

it('fails no report where nobody can tell, but ends with a cancelled run', async () => {
  const failing = (kind: PortErrorKind) => {
    const changesOf = async () => {
      throw new PortError(kind, 'POST /graphql', kind);
    };
    const head = { commit: id('a'.repeat(40)), lineOf: () => '' };
    return ruleOrigins({ lines: { changesOf }, journal }, head, mapping);
  };
  if (first === undefined) throw new Error('there are two rules');
  expect((await failing('unavailable'))(first)).toBeNull();
  await expect(failing('cancelled')).rejects.toMatchObject({ kind: 'cancelled' });
});
