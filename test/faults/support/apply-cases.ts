import { afterAll, describe, expect, it } from 'vitest';
import type { ApplyStory } from '../stories/apply-stories.ts';
import type { FaultStory } from './fault-story.ts';
import { matrixOf } from './cells.ts';
import { countCases } from './count-cases.ts';
import { isKnownTrouble } from './known-trouble.ts';
import { openFaultStage } from './open-fault-stage.ts';
import { playFault } from './play-fault.ts';
import { rehearse } from './rehearse.ts';

/** A test for each operation that the story's apply sends from its first write on, and each way to fail. */
export async function applyCases({ story, elsewhere }: ApplyStory): Promise<void> {
  const stage = await openFaultStage(story, 'merged');
  const rehearsal = await rehearse(stage);
  const { cells, leftOut } = matrixOf(rehearsal.executing, elsewhere);
  const counted = countCases(`an apply ${story.name}`, leftOut);
  afterAll(() => stage.close());
  describe(`an apply ${story.name}`, () => {
    for (const cell of cells) {
      const fails = isKnownTrouble(`${story.name}: ${cell.operation} ${cell.ailment.name}`);
      it(`survives that ${cell.operation} ${cell.ailment.name}`, { fails }, async () => {
        expect(await playFault(stage, rehearsal, cell, 'executing')).toEqual([]);
        counted();
      });
    }
  });
}

/** The same for what an apply sends before its first write: what it then does not see it leaves alone. */
export async function blindApplyCases(story: FaultStory): Promise<void> {
  const stage = await openFaultStage(story, 'merged');
  const rehearsal = await rehearse(stage);
  const played = Object.fromEntries(
    rehearsal.planning.map(({ operation }) => [operation, 'a plan run'] as const),
  );
  const { cells, leftOut } = matrixOf(rehearsal.planning, played);
  const subject = `an apply ${story.name} that sees less`;
  const counted = countCases(subject, leftOut);
  afterAll(() => stage.close());
  describe(`${subject},`, () => {
    for (const cell of cells) {
      it(`takes nothing away for it where ${cell.operation} of ${cell.service} ${cell.ailment.name}`, async () => {
        expect(await playFault(stage, rehearsal, cell, 'planning')).toEqual([]);
        counted();
      });
    }
  });
}
