import { runChecks } from '../core/doctor/run-checks.ts';
import type { CommitId } from '../core/model/ids.ts';
import { type FederationPorts, gatherFederation } from '../effects/gather-federation.ts';
import { requireMapping } from '../effects/gather-plan.ts';
import { loadVersion } from '../effects/load-version.ts';
import { withoutFiles } from '../effects/without-files.ts';
import type { Clock } from '../ports/clock.ts';
import type { TreeReader } from '../ports/tree-read.ts';
import { doctorSummary } from '../report/doctor-summary.ts';
import { type RunReport, withoutPlan } from './run-report.ts';

export interface DoctorPorts extends FederationPorts {
  readonly trees: TreeReader;
  readonly clock: Clock;
}

export interface DoctorTask {
  readonly directory: string;
  readonly region: string | null;
  readonly commit: CommitId;
  readonly runUrl: string | null;
  readonly isPublicRepository: boolean;
}

/** Looks whether AWS and Entra ID are set up as access needs it, and says what is not. Changes nothing. */
export async function doctorMode(ports: DoctorPorts, task: DoctorTask): Promise<RunReport> {
  const head = await loadVersion(ports.trees, task.commit, task.directory);
  const mapping = head.exists ? requireMapping(head) : withoutFiles(task.directory);
  const now = new Date(ports.clock.now()).toISOString();
  const facts = await gatherFederation(ports, mapping, task.region, now);
  const diagnosis = runChecks({ ...facts, isPublicRepository: task.isPublicRepository });
  const isIll = diagnosis.verdict === 'fail';
  const summary = doctorSummary(diagnosis, task.runUrl);
  const diagnostics = head.exists ? head.checked.diagnostics : [];
  return {
    ...withoutPlan(isIll ? 'failed' : 'clean', isIll ? 1 : 0, { summary, diagnostics }),
    diagnosis,
  };
}
