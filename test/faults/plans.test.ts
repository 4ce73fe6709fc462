import { afterAll, describe, expect, it } from 'vitest';
import { readOrganization } from './stories/read-organization.ts';
import { matrixOf } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { look, playPlanFault } from './support/play-plan-fault.ts';

const stage = await openFaultStage(readOrganization, 'proposed');
const plan = await look(stage, 'plan');
const drift = await look(stage, 'drift');
const played = Object.fromEntries(plan.asked.map(({ operation }) => [operation, 'a plan']));
afterAll(() => stage.close());

it('there is something to be seen', () => {
  expect(plan.job.report.result).toBe('changes');
  expect(drift.job.report.result).toBe('drift');
});

for (const [mode, words, clear, elsewhere] of [
  ['plan', 'a plan', plan, {}],
  ['drift', 'a drift run', drift, played],
] as const) {
  const { cells, leftOut } = matrixOf(clear.asked, elsewhere);
  const counted = countCases(words, leftOut);
  describe(`${words} tells nothing that is not so`, () => {
    for (const cell of cells) {
      it(`where ${cell.operation} of ${cell.service} ${cell.ailment.name}`, async () => {
        expect(await playPlanFault(stage, mode, clear, cell)).toEqual([]);
        counted();
      });
    }
  });
}
