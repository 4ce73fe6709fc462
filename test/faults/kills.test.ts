import { afterAll, describe, expect, it } from 'vitest';
import { allApplyStories } from './stories/apply-stories.ts';
import { isRead } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { playKill } from './support/play-kill.ts';
import { rehearse } from './support/rehearse.ts';

const counted = countCases('a killed apply');

for (const { story } of allApplyStories) {
  const stage = await openFaultStage(story, 'merged');
  const rehearsal = await rehearse(stage);
  afterAll(() => stage.close());
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
