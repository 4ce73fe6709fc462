import { afterAll, describe, expect, it } from 'vitest';
import { planStories } from './stories/read-organization.ts';
import { matrixOf } from './support/cells.ts';
import { countCases } from './support/count-cases.ts';
import { openFaultStage } from './support/open-fault-stage.ts';
import { look, playPlanFault } from './support/play-plan-fault.ts';

const played: Record<string, string> = {};

for (const story of planStories) {
  const stage = await openFaultStage(story, 'proposed');
  afterAll(() => stage.close());
  for (const mode of ['plan', 'drift'] as const) {
    const clear = await look(stage, mode);
    const subject = `a ${mode} run ${story.name}`;
    const { cells, leftOut } = matrixOf(clear.asked, { ...played });
    for (const { operation } of clear.asked) played[operation] ??= subject;
    const counted = countCases(subject, leftOut);
    describe(`${subject} tells nothing that is not so`, () => {
      it('where all is well', () => {
        expect(clear.job.report.result).toBe(mode === 'plan' ? 'changes' : 'drift');
      });
      for (const cell of cells) {
        it(`where ${cell.operation} of ${cell.service} ${cell.ailment.name}`, async () => {
          expect(await playPlanFault(stage, mode, clear, cell)).toEqual([]);
          counted();
        });
      }
    });
  }
}
