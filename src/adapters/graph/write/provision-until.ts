import type { ProvisionAnswer } from '../../../ports/directory-write.ts';
import type { GraphConnection } from '../open-graph.ts';
import { cancellable } from '../request/cancellable.ts';
import { TimeLimitError, withTimeLimit } from '../request/with-time-limit.ts';
import type { Pace } from './pace.ts';
import { type ProvisioningRule, provisionGroup } from './provision-group.ts';
import type { RememberedByKey } from './remembered-by-key.ts';

/** What all groups of a run share. */
interface Shared {
  readonly pace: Pace;
  readonly ruleOf: RememberedByKey<ProvisioningRule | string>;
  readonly signal: AbortSignal | undefined;
}

/**
 * Provisions a group within what is left of the run's time. What queues or waits then is called off; what
 * is on the wire is left to itself, because Entra goes on with it in any case.
 */
export async function provisionUntil(
  connection: GraphConnection,
  {
    applicationId,
    groupId,
    until,
  }: { readonly applicationId: string; readonly groupId: string; readonly until: number },
  { pace, ruleOf, signal }: Shared,
): Promise<ProvisionAnswer> {
  const { clock } = connection;
  const time = until - clock.now();
  if (time <= 0) return { status: 'too-late' };
  const so: { answer: ProvisionAnswer } = { answer: { status: 'too-late' } };
  try {
    return await withTimeLimit(clock, time, undefined, async (late) => {
      const stop = signal === undefined ? late : AbortSignal.any([signal, late]);
      const rule = await ruleOf.get(applicationId);
      if (typeof rule === 'string') return { status: 'failed', reason: rule, message: null };
      return provisionGroup(
        connection.caller(stop),
        { ...rule, applicationId, groupId },
        {
          turn: () => cancellable(pace.turn(stop), 'Graph provisionOnDemand', stop),
          partly: (left) => {
            so.answer = { status: 'done', left };
          },
        },
      );
    });
  } catch (error) {
    if (error instanceof TimeLimitError) return so.answer;
    throw error;
  }
}
