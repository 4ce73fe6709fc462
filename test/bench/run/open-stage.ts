import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import type { GitHubSimulator } from '../../../src/simulator/github/github-simulator.ts';
import type { RepositoryHandle } from '../../../src/simulator/github/repository-handle.ts';
import { startGitHubSimulator } from '../../../src/simulator/github/start-github-simulator.ts';
import type { Push } from '../../../src/simulator/github/world/merge-pull-request.ts';
import type { Fleet } from '../fleet/make-fleet.ts';
import { BenchTime } from './bench-time.ts';
import { bundleJob } from './bundle-job.ts';

/** Where the jobs of one fleet run. */
export interface Stage {
  readonly aws: AwsSimulator;
  readonly gitHub: GitHubSimulator;
  readonly repository: RepositoryHandle;
  readonly time: BenchTime;
  /** A push that leaves the mapping files as they are. */
  readonly first: Push;
  /** The program to start. */
  readonly job: string;
  readonly temp: string;
  /** How many requests that AWS carries out later it has accepted. */
  accepted: number;
  close(): Promise<void>;
}

/** How long any answer of AWS takes, in simulated milliseconds. */
export const latency = 100;

export async function openStage(fleet: Fleet): Promise<Stage> {
  const time = new BenchTime('2026-11-02T09:00:00Z');
  const aws = await startAwsSimulator({ seed: fleet.organization, clock: time });
  aws.faults.add({ operation: '*', effect: { kind: 'slow', byMs: latency } });
  const gitHub = await startGitHubSimulator({ clock: { now: () => new Date(time.now()) } });
  const repository = gitHub.createRepository({
    owner: 'fernhill',
    name: 'access',
    files: fleet.files,
  });
  repository.addCollaborator('rosa', 'maintain');
  const first = repository.commitAndPush({
    branch: 'main',
    files: { 'README.md': 'Who may do what in AWS.\n' },
    message: 'Explain the repository',
    author: 'rosa',
  });
  const temp = mkdtempSync(join(tmpdir(), 'bench-'));
  return {
    aws,
    gitHub,
    repository,
    time,
    first,
    job: await bundleJob(temp),
    temp,
    accepted: 0,
    close: async () => {
      rmSync(temp, { recursive: true, force: true });
      await aws.close();
      await gitHub.close();
    },
  };
}
