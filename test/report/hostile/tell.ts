import { createActionJournal } from '../../../src/adapters/node/action-journal.ts';
import { annotate } from '../../../src/adapters/node/annotate.ts';
import { outputEntry, writeOutputs } from '../../../src/adapters/node/write-outputs.ts';
import { present } from '../../../src/modes/present.ts';
import type { RunOutput } from '../../../src/ports/run-output.ts';
import type { Occasion } from '../../../src/report/plan-view.ts';
import { DIGEST } from '../build-plan.ts';
import type { Material } from './material.ts';

/** What a step leaves behind on standard output and in its file of outputs. */
export interface Left {
  readonly outputs: string;
}

/**
 * Writes all that a run has to tell as the Action does. What goes to standard output is for the caller to
 * catch.
 */
export function tell(
  { report, diagnostics, diagnosis, detail }: Material,
  occasion: Occasion,
  isPublicRepository: boolean,
): Left {
  const journal = createActionJournal({ now: () => 0 });
  journal.progress(detail, { lasting: true });
  journal.warn(detail);
  let outputs = '';
  const output: RunOutput = {
    log: (text) => process.stdout.write(text),
    annotate,
    writeFiles: (files) => files,
    writeOutputs: (all) => {
      outputs = Object.entries(all)
        .map(([name, value]) => outputEntry(name, value))
        .join('');
      writeOutputs(all, null);
    },
    writeSummary: () => undefined,
  };
  const { plan, outcomes } = report;
  const run = { exitCode: 0, summary: null, approveDigest: DIGEST, failed: 0 } as const;
  present(
    output,
    { ...run, result: 'clean', plan, outcomes, diagnostics, diagnosis, commentUrl: detail },
    {
      about: occasion === 'pull-request' ? 'plan' : occasion,
      color: false,
      isPublicRepository,
      namesPeople: true,
    },
  );
  return { outputs };
}
