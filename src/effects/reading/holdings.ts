import type { LiveAssignment } from '../../core/model/assignment.ts';
import type { InstanceArn } from '../../core/model/ids.ts';
import type { Principal } from '../../core/model/principal.ts';
import { contained } from '../contained.ts';
import { forEachAtMost } from '../for-each-at-most.ts';
import { createCounter } from '../progress-counter.ts';
import { MOST_AT_ONCE } from './read-complete.ts';
import type { ReadTools } from './snapshot-question.ts';

type Holder = Pick<Principal, 'type' | 'id'>;

/**
 * What principals hold anywhere. Of `unknown` ones nothing is known, because they are gone or their list
 * could not be read: pairs tell. `failed` is why one of the lists could not be read.
 */
export type Holdings =
  | { readonly refused: string }
  | {
      readonly refused: null;
      readonly assignments: readonly LiveAssignment[];
      readonly unknown: ReadonlySet<string>;
      readonly failed: string | null;
    };

/** Said in a plan that had to ask otherwise. */
export function whyNotByHolder(refused: string): string {
  return `AWS did not list what a group holds, so accounts and permission sets were asked one by one, which tells the same: ${refused}`;
}

/**
 * ListAccountAssignmentsForPrincipal of each. AWS may refuse it to all but the management account: the
 * first answer tells, before a thousand others are asked. Any failure of it counts, because pairs tell the
 * same.
 */
export async function readHoldings(
  { identityCenter, journal }: ReadTools,
  instance: InstanceArn,
  principals: readonly Holder[],
): Promise<Holdings> {
  const assignments: LiveAssignment[] = [];
  const unknown = new Set<string>();
  const count = createCounter(journal, 'read what', 'groups hold', principals.length);
  /** Null where it went well. */
  const read = async (holder: Holder): Promise<string | null> => {
    let why: string | null = null;
    const asking = identityCenter.listAssignmentsOf(instance, holder);
    // No advice: a delegated administrator is refused whatever its policies say, and pairs tell the same.
    const found = await contained(asking, (_, { message }) => {
      why = message;
    });
    const rows = found?.value ?? null;
    if (rows === null) unknown.add(holder.id);
    else for (const row of rows) assignments.push(row);
    count();
    return why;
  };
  const [first, ...others] = principals;
  if (first === undefined) return { refused: null, assignments, unknown, failed: null };
  const refused = await read(first);
  if (refused !== null) return { refused };
  let failed: string | null = null;
  await forEachAtMost(MOST_AT_ONCE, others, async (holder) => {
    failed = (await read(holder)) ?? failed;
  });
  return { refused: null, assignments, unknown, failed };
}
