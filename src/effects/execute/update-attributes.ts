import {
  type AccessControlAttributes,
  attributesInEffect,
  type LiveAttributes,
} from '../../core/model/access-control.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { canonicalJson } from '../../core/plan/canonical-json.ts';
import type { AttributesOperation } from '../../core/plan/operation.ts';
import type { AttributesWrite } from '../../ports/identity-center-write.ts';
import { PortError } from '../../ports/port-error.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { persist } from './persist.ts';
import { readBack } from './read-back.ts';

/** AWS enables them role by role, in every account; about three minutes in all. */
const ENABLING = [2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000];

/** Writes all attributes for access control at once, to what a read shows once AWS has settled. */
export async function updateAttributes(
  execution: Execution,
  { before, after }: AttributesOperation,
): Promise<Outcome> {
  const live = await settled(execution, () => true);
  if (live.status === 'creating') return unfinished;
  if (isAs(live, after)) return { result: 'already-so' };
  if (!isAs(live, before)) {
    return {
      result: 'failed',
      reason: 'somebody else changed the attributes for access control meanwhile',
      help: 'plan again',
    };
  }
  const refusal = await writeAll(execution, writesFor(live, after));
  const now = await readBack(() =>
    settled(execution, (shown) => isAs(shown, after) || isNewFailure(shown, live)),
  );
  if (now.status !== 'creating' && isAs(now, after)) return { result: 'applied' };
  if (refusal !== null) throw refusal;
  if (now.status === 'creating') return unfinished;
  if (isNewFailure(now, live)) {
    return {
      result: 'failed',
      reason: `AWS could not enable attributes for access control: ${now.reason}`,
      help: 'mend what it says, then run it again',
    };
  }
  return {
    result: 'failed',
    reason: 'AWS accepted the attributes for access control, and still shows others',
    help: 'run it again; if it stays, somebody else is editing them',
    isOpen: true,
  };
}

const unfinished: Outcome = {
  result: 'failed',
  reason: 'AWS has not finished enabling attributes for access control within the bound',
  help: 'run it again later: it goes on from what is live',
  isOpen: true,
};

/** What failed is in effect nowhere, so it is cleared away before it is tried again. */
function writesFor(
  live: LiveAttributes,
  attributes: AccessControlAttributes | null,
): readonly AttributesWrite[] {
  if (attributes === null) return [{ call: 'delete' }];
  switch (live.status) {
    case 'absent':
      return [{ call: 'create', attributes }];
    case 'failed':
      return [{ call: 'delete' }, { call: 'create', attributes }];
    case 'creating':
    case 'enabled':
      return [{ call: 'update', attributes }];
  }
}

/** A refusal that may only be the echo of a write whose answer was lost; what is live decides. */
async function writeAll(
  { writer, instance }: Execution,
  writes: readonly AttributesWrite[],
): Promise<PortError | null> {
  for (const write of writes) {
    const done = write.call === 'delete' ? (['not-found'] as const) : [];
    try {
      await persist(() => writer.writeAccessControlAttributes(instance, write), done);
    } catch (error) {
      if (error instanceof PortError && error.kind === 'conflict') return error;
      throw error;
    }
  }
  return null;
}

/** Waits while AWS is at it, and longer than its reads trail its writes. */
async function settled(
  execution: Execution,
  satisfies: (live: LiveAttributes) => boolean,
): Promise<LiveAttributes> {
  const { reader, instance } = execution;
  const read = (): Promise<LiveAttributes> => reader.readAccessControlAttributes(instance);
  const isEnd = (live: LiveAttributes): boolean => live.status !== 'creating' && satisfies(live);
  const shown = await eventually(execution, read, isEnd);
  if (shown.status !== 'creating') return shown;
  return eventually(execution, read, isEnd, ENABLING);
}

function isAs(live: LiveAttributes, wanted: AccessControlAttributes | null): boolean {
  return canonicalJson(attributesInEffect(live)) === canonicalJson(wanted);
}

/** Not the one that was there before, which reads may go on showing. */
function isNewFailure(
  live: LiveAttributes,
  earlier: LiveAttributes,
): live is LiveAttributes & { readonly status: 'failed' } {
  return live.status === 'failed' && earlier.status !== 'failed';
}
