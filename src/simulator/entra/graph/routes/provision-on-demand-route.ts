import * as z from 'zod';
import type { Machine } from '../../machine.ts';
import type { OnDemand } from '../../provisioning/provision-on-demand.ts';
import type { SyncJob } from '../../provisioning/sync-job.ts';
import type { Reply } from '../../reply.ts';
import { badRequest, notFound } from '../graph-error.ts';
import { ok } from '../route.ts';
import type { GraphRequest } from '../route.ts';

const member = z.strictObject({ objectId: z.guid(), objectTypeName: z.string() });

const body = z.strictObject({
  parameters: z
    .array(
      z.strictObject({
        ruleId: z.string(),
        subjects: z
          .array(
            z.strictObject({
              objectId: z.guid(),
              objectTypeName: z.string(),
              links: z.strictObject({ members: z.array(member) }).optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});

export function provisionOnDemand(machine: Machine, request: GraphRequest, job: SyncJob): Reply {
  const asked = readBody(machine, request, job);
  const { key, value } = machine.provisioning.onDemand(job, asked);
  const context = `${machine.urls.graph}/v1.0/$metadata#microsoft.graph.stringKeyStringValuePair`;
  return ok({ '@odata.context': context, key, value });
}

function readBody({ tenant, knobs }: Machine, request: GraphRequest, job: SyncJob): OnDemand {
  const parsed = body.safeParse(request.body);
  if (!parsed.success)
    throw badRequest(`The parameters are invalid: ${z.prettifyError(parsed.error)}`);
  const [first, ...others] = parsed.data.parameters.flatMap(({ ruleId, subjects }) => {
    if (ruleId !== job.ruleId)
      throw badRequest(`The synchronization rule '${ruleId}' does not exist.`);
    return subjects;
  });
  const { groupsPerCall, membersPerCall } = knobs.provisioning;
  if (first === undefined || others.length >= groupsPerCall) {
    throw badRequest(`At most ${groupsPerCall} object can be provisioned in a request.`);
  }
  const members = first.links?.members ?? [];
  if (members.length > membersPerCall) {
    throw badRequest(
      `At most ${membersPerCall} members of a group can be provisioned in a request.`,
    );
  }
  if (members.some(({ objectTypeName }) => objectTypeName.toLowerCase() !== 'user')) {
    throw badRequest('Only users can be provisioned as members of a group.');
  }
  const id = first.objectId.toLowerCase();
  const type = first.objectTypeName.toLowerCase();
  if (type === 'user') {
    const user = tenant.users.get(id);
    if (user === undefined) throw notFound(id);
    return { object: { type: 'User', user }, members: [] };
  }
  if (type !== 'group') throw badRequest(`The object type '${first.objectTypeName}' is invalid.`);
  const group = tenant.groups.get(id);
  if (group === undefined) throw notFound(id);
  return {
    object: { type: 'Group', group },
    members: members.map(({ objectId }) => objectId.toLowerCase()),
  };
}
