import { afterAll, describe, expect, it } from 'vitest';
import { movedPeople } from './stories/moved-people.ts';
import { matrixOf } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { playFault } from './support/play-fault.ts';
import { rehearse } from './support/rehearse.ts';

const stage = await openFaultStage(movedPeople, 'merged');
const rehearsal = await rehearse(stage);
const played = Object.fromEntries(rehearsal.planning.map(({ operation }) => [operation, 'a plan']));
const { cells, leftOut } = matrixOf(rehearsal.planning, played);
const counted = countCases('an apply that sees less', leftOut);
afterAll(() => stage.close());

describe('an apply that sees less takes nothing away for it', () => {
  for (const cell of cells) {
    it(`where ${cell.operation} of ${cell.service} ${cell.ailment.name}`, async () => {
      expect(await playFault(stage, rehearsal, cell, 'planning')).toEqual([]);
      counted();
    });
  }
});
