import type { Inputs } from '../inputs.ts';
import type { AllPorts } from './all-ports.ts';
import { repositoryUrlOf } from './repository-url-of.ts';

/** What most modes are told, whatever they do. */
export interface Frame {
  readonly directory: string;
  readonly region: string | null;
  readonly read: Inputs['read'];
  readonly runUrl: string | null;
  readonly repositoryUrl: string | null;
  readonly isPublicRepository: boolean;
}

export async function frameOf(
  { config, awsRegion, github, mode, read }: Inputs,
  { gitHub, region }: Pick<AllPorts, 'gitHub' | 'region'>,
): Promise<Frame> {
  const offline = mode === 'validate' || gitHub === null;
  return {
    directory: config,
    region: awsRegion ?? region,
    read,
    runUrl: github?.runUrl ?? null,
    repositoryUrl: repositoryUrlOf(github),
    isPublicRepository: offline ? false : !(await gitHub.reader.repository()).isPrivate,
  };
}
