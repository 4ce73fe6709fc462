import { afterAll, describe, expect, it } from 'vitest';
import { advised } from './stories/advised.ts';
import { allApplyStories } from './stories/apply-stories.ts';
import { planStories } from './stories/read-organization.ts';
import { isRead } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { knownOperations } from './support/known-operations.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { playKill } from './support/play-kill.ts';
import { look } from './support/play-plan-fault.ts';
import { rehearse } from './support/rehearse.ts';

const counted = countCases('a killed apply');
/** Operations that fail in every way in one of the stories. */
const played = new Set<string>();

for (const { story, elsewhere } of allApplyStories) {
  const stage = await openFaultStage(story, 'merged');
  afterAll(() => stage.close());
  const rehearsal = await rehearse(stage);
  for (const { operation } of rehearsal.executing) {
    if (!(operation in elsewhere)) played.add(operation);
  }
  const writes = rehearsal.executing.filter(({ operation }) => !isRead(operation)).length;
  describe(`an apply ${story.name}, killed`, () => {
    for (let nth = 1; nth <= writes; nth += 1) {
      it(`before write ${nth} of ${writes} was sent, is finished by the next`, async () => {
        expect(await playKill(stage, rehearsal, nth, 'unsent')).toEqual([]);
        counted();
      });
      it(`when AWS had write ${nth} of ${writes}, is finished by the next`, async () => {
        expect(await playKill(stage, rehearsal, nth, 'sent')).toEqual([]);
        counted();
      });
    }
  });
}

it('every operation that a plan or an apply can send fails in some story in every way', async () => {
  for (const story of [...planStories, advised]) {
    const stage = await openFaultStage(story, 'proposed');
    for (const mode of ['plan', 'drift'] as const) {
      for (const { operation } of (await look(stage, mode)).asked) played.add(operation);
    }
    await stage.close();
  }
  expect(knownOperations().filter((name) => !played.has(name))).toEqual([]);
});
