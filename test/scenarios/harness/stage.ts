import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { CallerSettings } from '../../../src/simulator/aws/caller.ts';
import type { KnobOverrides } from '../../../src/simulator/aws/knobs.ts';
import {
  type AwsSimulator,
  startAwsSimulator,
} from '../../../src/simulator/aws/start-aws-simulator.ts';
import { worldSeed } from '../../../src/simulator/aws/world/world-seed.ts';
import { SimulatedClock } from '../../../src/simulator/clock.ts';
import type { GitHubSimulator } from '../../../src/simulator/github/github-simulator.ts';
import { startGitHubSimulator } from '../../../src/simulator/github/start-github-simulator.ts';
import type { Settings } from '../../../src/simulator/github/world/settings.ts';
import type { KnobOverrides as EntraKnobOverrides } from '../../../src/simulator/entra/knobs.ts';
import { type EntraStage, openEntra } from './entra-stage.ts';
import { StoryClock } from './story-clock.ts';

export interface StageOptions {
  readonly knobs?: KnobOverrides;
  readonly gitHub?: Partial<Settings>;
  /** Who applies; an administrator of the management account if omitted. */
  readonly applyRole?: CallerSettings;
  /** Where the role that plans is; it may read and nothing else. The management account if omitted. */
  readonly planAccount?: string;
  /** False where that role may not look into CloudTrail. */
  readonly readsTrail?: boolean;
  /** Where the organization and the files of the default branch are, if not in the story's folder. */
  readonly from?: string;
  /** The folder of those files; `base` if omitted. */
  readonly base?: string;
  readonly startAt?: string;
  readonly entraKnobs?: EntraKnobOverrides;
  /** Private if omitted. */
  readonly isPublicRepository?: boolean;
}

/** Where stories play: one organization and one GitHub, at one time. */
export interface Stage {
  readonly folder: string;
  readonly aws: AwsSimulator;
  readonly gitHub: GitHubSimulator;
  /** Null where the story has no `entra.json`. */
  readonly entra: EntraStage | null;
  readonly clock: StoryClock;
  /** For checkouts. */
  readonly temp: string;
  close(): Promise<void>;
}

const readOnly = [
  ...['sso', 'identitystore', 'organizations'].flatMap((service) =>
    ['List', 'Describe', 'Get'].map((verb) => `${service}:${verb}*`),
  ),
  'access-analyzer:ValidatePolicy',
];

export const accessKeys = { read: 'AKIAPLAN', write: 'AKIAAPPLY' } as const;

export async function openStage(folder: string, options: StageOptions): Promise<Stage> {
  const time = new SimulatedClock({ scale: 0, startAt: options.startAt ?? '2026-11-02T09:00:00Z' });
  const seed = worldSeed.parse(
    JSON.parse(readFileSync(join(options.from ?? folder, 'organization.json'), 'utf8')),
  );
  const aws = await startAwsSimulator({
    seed,
    clock: time,
    ...(options.knobs && { knobs: options.knobs }),
    callers: {
      [accessKeys.read]: {
        role: 'plan',
        allow: [...readOnly, ...(options.readsTrail === false ? [] : ['cloudtrail:LookupEvents'])],
        ...(options.planAccount !== undefined && { account: options.planAccount }),
      },
      ...(options.applyRole && { [accessKeys.write]: options.applyRole }),
    },
  });
  const entra = await openEntra(options.from ?? folder, time, aws, options.entraKnobs);
  const gitHub = await startGitHubSimulator({
    clock: { now: () => new Date(time.now()) },
    ...(options.gitHub && { settings: options.gitHub }),
  });
  const temp = mkdtempSync(join(tmpdir(), 'scenario-'));
  for (const [name, value] of Object.entries({
    ...aws.environment,
    ...entra?.simulator.environment,
    AWS_SECRET_ACCESS_KEY: 'secret',
  }))
    vi.stubEnv(name, value);
  return {
    folder,
    aws,
    gitHub,
    entra,
    clock: new StoryClock(time),
    temp,
    close: async () => {
      vi.unstubAllEnvs();
      rmSync(temp, { recursive: true, force: true });
      await aws.close();
      await gitHub.close();
      await entra?.simulator.close();
      await entra?.issuer.close();
    },
  };
}
