import { describe, expect, it } from 'vitest';
import { schemaAnswer } from '../../../src/adapters/graph/answers/synchronization-answers.ts';
import { federationSchemaAnswer } from '../../../src/adapters/graph/federation/provisioning-answers.ts';
import { groupJoinOf } from '../../../src/adapters/graph/read/group-mapping.ts';
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

  it('is looked for on every page', async () => {
    const { graph } = await serveGraph((_asked, nth, url) => ({
      body:
        nth === 1
          ? { value: [job('old', 'Disabled')], '@odata.nextLink': `${url}/v1.0/jobs?$skiptoken=1` }
          : { value: [job('live', 'Active')] },
    }));
    expect(await findProvisioningJob(graph, 'sp')).toMatchObject({ id: 'live' });
  });

  it('is none where Graph knows of no provisioning', async () => {
    const { graph } = await serveGraph(() => ({
      status: 404,
      body: { error: { code: 'ResourceNotFound', message: 'none' } },
    }));
    expect(await findProvisioningJob(graph, 'sp')).toBeNull();
  });

  it.each(['Active', 'Disabled'])('is not guessed where two are %s', async (state) => {
    await expect(findAmong(job('a', state), job('b', state))).rejects.toMatchObject({
      kind: 'invalid',
      message: containing('2 provisioning jobs'),
      help: containing('the one that provisions AWS'),
    });
  });
});

it('groups are joined the same way in plans and in the doctor, also where none is mapped', () => {
  for (const objectMappings of [[], [{ sourceObjectName: 'Group', attributeMappings: [] }]]) {
    const schema = { synchronizationRules: [{ id: 'rule', objectMappings }] };
    const { groupJoin } = federationSchemaAnswer.parse(schema);
    expect(groupJoin).toBe(groupJoinOf(schemaAnswer.parse(schema)));
    expect(groupJoin).toBe(objectMappings.length === 0 ? 'external-id' : 'display-name');
  }
});
