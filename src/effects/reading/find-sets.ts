import { type PermissionSetArn, permissionSetId } from '../../core/model/ids.ts';
import type { PermissionSetHeader } from '../../ports/identity-center-read.ts';
import type { SetReader } from './set-reader.ts';

/** Names by id that an earlier run saw: hints, because nobody vouches for where they were kept. */
export type KnownNames = ReadonlyMap<string, string>;

/**
 * The live sets of these names. A name never moves to another ARN, so what a hint names differently is
 * left out; whom it names is asked. A name that is not found is missing only once every set was asked.
 */
export async function findSets(
  reader: SetReader,
  arns: readonly PermissionSetArn[],
  wanted: ReadonlySet<string>,
  known: KnownNames,
): Promise<readonly PermissionSetHeader[]> {
  if (wanted.size === 0) return [];
  const isLikely = (arn: PermissionSetArn): boolean => {
    const hint = known.get(permissionSetId(arn));
    return hint === undefined || wanted.has(hint);
  };
  const first = await headersOf(reader, arns.filter(isLikely), wanted);
  if (first.length >= wanted.size) return first;
  const rest = arns.filter((arn) => !isLikely(arn));
  return [...first, ...(await headersOf(reader, rest, wanted))];
}

async function headersOf(
  reader: SetReader,
  arns: readonly PermissionSetArn[],
  wanted: ReadonlySet<string>,
): Promise<readonly PermissionSetHeader[]> {
  const headers = await Promise.all(arns.map((arn) => reader.header(arn)));
  return headers.filter((header) => header !== null).filter(({ name }) => wanted.has(name));
}
