import * as z from 'zod';
import { sortedBy } from '../model/order.ts';
import type { BuiltPlan } from '../plan/build-plan.ts';
import type { FlatFields } from '../plan/flat-fields.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const flatFields = z.record(z.string(), digest);

export const reviewedRecordSchema = z.strictObject({
  version: z.literal(1),
  instance: z.string(),
  owner: z.string(),
  /** The head commit that reviewers looked at. */
  head: z.string(),
  /** The plan's digest. */
  plan: digest,
  /** Digests of the operations that were shown as to be applied. */
  operations: z.array(digest),
  /** Every part of each set that the plan makes or edits, as it lived and as it was to become. */
  sets: z.record(z.string(), z.strictObject({ before: flatFields, after: flatFields })),
  /** Names by id of permission sets: no part of what was reviewed, a hint for later runs. */
  names: z.record(z.string(), z.string()).optional(),
});

/** What reviewers were shown, as the plan comment keeps it. */
export interface ReviewedRecord {
  readonly version: 1;
  readonly instance: string;
  readonly owner: string;
  readonly head: string;
  readonly plan: string;
  readonly operations: readonly string[];
  readonly sets: Readonly<
    Record<string, { readonly before: FlatFields; readonly after: FlatFields }>
  >;
  readonly names?: Readonly<Record<string, string>> | undefined;
}

/** Characters of names and ids in a record, some 600 sets; who is left out is asked for its name again. */
const MOST_NAMES = 24_000;

/**
 * Only the pull request's own changes are in it. What was merged earlier is shown folded away, so a
 * direct push would otherwise pass review by the next pull request of somebody else.
 */
export function recordOf({
  plan,
  setFields,
  permissionSetNames,
  declaredNames,
}: BuiltPlan): ReviewedRecord {
  const shown = plan.operations.filter(
    ({ cause, status }) => cause === 'change' && (status === 'planned' || status === 'waiting'),
  );
  const sets = new Set(
    shown
      .filter(({ kind }) => kind !== 'grant' && kind !== 'revoke')
      .flatMap(({ permissionSet }) => permissionSet ?? []),
  );
  return {
    version: 1,
    instance: plan.instance,
    owner: plan.owner,
    head: plan.head,
    plan: plan.digest,
    operations: shown.map((operation) => operation.digest).toSorted(),
    sets: Object.fromEntries(
      [...sets].toSorted().flatMap((name) => {
        const fields = setFields.get(name);
        return fields === undefined
          ? []
          : [[name, { before: fields.live, after: fields.wanted }] as const];
      }),
    ),
    names: someNames(permissionSetNames, declaredNames),
  };
}

/** Of sets that the files declare first: those are looked for again. */
function someNames(
  names: BuiltPlan['permissionSetNames'],
  declared: ReadonlySet<string>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  let length = 0;
  const rank = ([id, name]: readonly [string, string]): string =>
    `${declared.has(name) ? 0 : 1} ${id}`;
  for (const [id, name] of sortedBy(names, rank)) {
    length += id.length + name.length;
    if (length > MOST_NAMES) break;
    kept[id] = name;
  }
  return kept;
}
