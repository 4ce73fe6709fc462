import { afterAll, describe, expect, it } from 'vitest';
import { movedPeople } from './stories/moved-people.ts';
import { matrixOf } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { narrowly } from './support/fault-story.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { playFault } from './support/play-fault.ts';
import { rehearse } from './support/rehearse.ts';

for (const story of [movedPeople, narrowly(movedPeople)]) {
  const stage = await openFaultStage(story, 'merged');
  afterAll(() => stage.close());
  const rehearsal = await rehearse(stage);
  const played = Object.fromEntries(
    rehearsal.planning.map(({ operation }) => [operation, 'a plan'] as const),
  );
  const { cells, leftOut } = matrixOf(rehearsal.planning, played);
  const subject = `an apply ${story.name} that sees less`;
  const counted = countCases(subject, leftOut);
  describe(`${subject} takes nothing away for it`, () => {
    for (const cell of cells) {
      it(`where ${cell.operation} of ${cell.service} ${cell.ailment.name}`, async () => {
        expect(await playFault(stage, rehearsal, cell, 'planning')).toEqual([]);
        counted();
      });
    }
  });
}
