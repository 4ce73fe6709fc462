import { at } from './at.ts';
import { bitOf } from './attention.ts';
import type { ReportIndex } from './report-index.ts';

/** Why access that AWS has is not what the files say, gravest first. */
export const remarks = ['gone', 'undeclared', 'unmanaged', 'other-owner', 'ignored'] as const;
export type Remark = (typeof remarks)[number];

/** Each remark that holds for any of the grants, gravest first, with the number it holds for. */
export function remarksOf(
  index: ReportIndex,
  grants: readonly number[],
): ReadonlyMap<Remark, number> {
  const counted = remarks.map((remark): [Remark, number] => [
    remark,
    grants.filter((grant) =>
      remark === 'gone'
        ? (at(index.attention, grant) & bitOf('gone')) > 0
        : index.standing[grant] === remark,
    ).length,
  ]);
  return new Map(counted.filter(([, held]) => held > 0));
}
