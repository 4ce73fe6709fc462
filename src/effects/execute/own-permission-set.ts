import type { PermissionSetArn } from '../../core/model/ids.ts';
import { OWNERSHIP_TAG } from '../../core/model/permission-set.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { eventually } from './eventually.ts';
import type { Execution } from './execution.ts';
import { persist } from './persist.ts';
import { readBack } from './read-back.ts';

/** Sets or removes the ownership tag; `owner` null gives the set up. */
export async function ownPermissionSet(
  execution: Execution,
  arn: PermissionSetArn,
  expected: string | null,
  owner: string | null,
): Promise<Outcome> {
  const { reader, writer, instance } = execution;
  const now = await readOwner();
  if (now === owner) return { result: 'already-so' };
  if (now !== expected) {
    return {
      result: 'failed',
      reason: `the set was taken by owner "${now ?? ''}" meanwhile`,
      help: 'settle with the other owner who declares it',
    };
  }
  await persist(
    () =>
      owner === null
        ? writer.untag(instance, arn, [OWNERSHIP_TAG])
        : writer.tag(instance, arn, { [OWNERSHIP_TAG]: owner }),
    [],
  );
  const after = await eventually(
    execution,
    () => readBack(readOwner),
    (value) => value === owner,
  );
  if (after === owner) return { result: 'applied' };
  return {
    result: 'failed',
    reason: 'AWS accepted the ownership tag and does not show it',
    help: 'run it again',
    isOpen: true,
  };

  async function readOwner(): Promise<string | null> {
    return (await reader.readTags(instance, arn))[OWNERSHIP_TAG] ?? null;
  }
}
