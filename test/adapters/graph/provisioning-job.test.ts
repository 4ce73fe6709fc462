import { describe, expect, it } from 'vitest';
import { findProvisioningJob } from '../../../src/adapters/graph/read/provisioning-job.ts';
import { containing } from '../aws/support/matching.ts';
import { serveGraph } from './support/serve-graph.ts';

const job = (id: string, state: string) => ({ id, schedule: { state } });

async function findAmong(...jobs: readonly object[]) {
  const { graph } = await serveGraph(() => ({ body: { value: jobs } }));
  return findProvisioningJob(graph, 'sp');
}

describe('the provisioning job of an application', () => {
  it('is the only one, and of several the one that is scheduled', async () => {
    expect(await findAmong()).toBeNull();
    expect(await findAmong(job('old', 'Disabled'))).toMatchObject({ id: 'old' });
    expect(await findAmong(job('old', 'Disabled'), job('live', 'Active'))).toMatchObject({
      id: 'live',
    });
  });

  it.each(['Active', 'Disabled'])('is not guessed where two are %s', async (state) => {
    await expect(findAmong(job('a', state), job('b', state))).rejects.toMatchObject({
      kind: 'invalid',
      message: containing('2 provisioning jobs'),
      help: containing('the one that provisions AWS'),
    });
  });
});
