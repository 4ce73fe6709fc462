import type { DeclaredPermissionSet } from '../../core/mapping/mapping.ts';
import type { PermissionSetArn } from '../../core/model/ids.ts';
import { OWNERSHIP_TAG } from '../../core/model/permission-set.ts';
import type { Outcome } from '../../core/outcome/apply-report.ts';
import { PortError } from '../../ports/port-error.ts';
import { editPermissionSet } from './edit-permission-set.ts';
import type { Execution } from './execution.ts';
import { readInstead } from './read-back.ts';

const MOST_TRIES = 3;

/** Makes the set, owned from its first moment, then gives it its policies. */
export async function createPermissionSet(
  execution: Execution,
  declared: DeclaredPermissionSet,
): Promise<Outcome> {
  const arn = await create(execution, declared);
  if (arn === null) {
    return {
      result: 'failed',
      reason: `a permission set "${declared.name}" that is not ours appeared meanwhile`,
      help: 'plan again: it will be shown as an adoption',
    };
  }
  execution.arns.set(declared.name, arn);
  const edited = await editPermissionSet(execution, arn, declared, []);
  return edited.result === 'already-so' ? { result: 'applied' } : edited;
}

/** Null where another's set of that name exists. */
async function create(
  execution: Execution,
  { name, content, tags }: DeclaredPermissionSet,
): Promise<PermissionSetArn | null> {
  const { writer, instance, owner } = execution;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writer.createPermissionSet(instance, name, content, {
        ...tags,
        [OWNERSHIP_TAG]: owner,
      });
    } catch (error) {
      if (!(error instanceof PortError)) throw error;
      if (error.kind !== 'answer-lost' && error.kind !== 'conflict') throw error;
      const found = await readInstead(error, () => findByName(execution, name));
      if (found !== null) return found.owner === owner ? found.arn : null;
      if (error.kind === 'conflict' || attempt === MOST_TRIES) throw error;
    }
  }
}

/** Sets have no look-up by name, so this describes them one by one; it runs only after a lost answer. */
async function findByName(
  { reader, instance }: Execution,
  name: string,
): Promise<{ readonly arn: PermissionSetArn; readonly owner: string | undefined } | null> {
  for (const arn of await reader.listPermissionSets(instance)) {
    const header = await reader.describePermissionSet(instance, arn);
    if (header?.name !== name) continue;
    const tags = await reader.readTags(instance, arn);
    return { arn, owner: tags[OWNERSHIP_TAG] };
  }
  return null;
}
