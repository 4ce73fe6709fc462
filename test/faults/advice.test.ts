import { afterAll, describe, expect, it } from 'vitest';
import { advised, withoutPeople } from './stories/advised.ts';
import { adviceCells } from './support/advice-asked.ts';
import { countCases } from './support/count-cases.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { playAdviceFault } from './support/play-advice-fault.ts';
import { look } from './support/play-plan-fault.ts';

const without = await openFaultStage(withoutPeople, 'proposed');
const stage = await openFaultStage(advised, 'proposed');
afterAll(async () => {
  await stage.close();
  await without.close();
});
const cells = await adviceCells(stage, without);
const clear = await look(stage, 'plan');
const counted = countCases(`a plan ${advised.name}`);

describe('what a plan asks for its readers alone', () => {
  it('is all that tells of people, and the check of policies', () => {
    expect([...new Set(cells.map(({ operation }) => operation))]).toEqual([
      'ValidatePolicy',
      'DescribeUser',
      'ListGroupMemberships',
      'ListAccountAssignments',
    ]);
  });

  for (const cell of cells) {
    it(`changes no operation and no digest, and promises nothing, where ${cell.operation} ${cell.ailment.name}`, async () => {
      expect(await playAdviceFault(stage, clear, cell)).toEqual([]);
      counted();
    });
  }
});
