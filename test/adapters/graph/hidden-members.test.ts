import { expect, it } from 'vitest';
import { createDirectoryReader } from '../../../src/adapters/graph/create-directory-reader.ts';
import { answerBatch, type BatchItem, serveGraph } from './support/serve-graph.ts';

const [hidden, open, inner, person] = [1, 2, 3, 4].map(
  (digit) => `${digit}`.repeat(8) + '-0000-4000-8000-000000000000',
);
const denied = {
  status: 403,
  body: { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges' } },
};

/** What Graph answers of a batch about groups one of which hides its members. */
async function readNested(isDenied: (item: BatchItem) => boolean) {
  const { graph, clock } = await serveGraph(
    (asked) =>
      answerBatch(asked, (item) => {
        if (isDenied(item)) return denied;
        return { body: { value: [{ id: item.url.includes('.group') ? inner : person }] } };
      }),
    { permissions: ['GroupMember.Read.All'] },
  );
  const reader = createDirectoryReader({ clock, caller: () => graph, close: () => undefined });
  return reader.readNestedGroups([hidden ?? '', open ?? '']);
}

const told = [{ groupId: open, groups: [{ id: inner, displayName: null }], people: 0 }];

it('costs the advice about a group, and nothing else, that it hides its members', async () => {
  expect(await readNested(({ url }) => url.includes(`${hidden}/members/`))).toEqual(told);
});

it.each(['/members/microsoft.graph.user', '/transitiveMembers/'])(
  'counts no people where %s is denied',
  async (path) => {
    expect(await readNested(({ url }) => url.includes(`${hidden}${path}`))).toEqual(told);
  },
);
