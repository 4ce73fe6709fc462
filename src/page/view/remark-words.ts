import type { Cell } from '../model/matrix.ts';
import type { Remark } from '../model/remark.ts';

export const remarkLabels: Readonly<Record<Remark, string>> = {
  gone: 'group or user is gone',
  undeclared: 'undeclared',
  unmanaged: 'unmanaged',
  'other-owner': 'other owner',
  ignored: 'ignored',
};

/** `1 of 3 undeclared`, or `undeclared` where it is all of a cell. */
export function remarkWords({ grants, remarks }: Pick<Cell, 'grants' | 'remarks'>): string[] {
  return Array.from(remarks, ([remark, held]) =>
    held === grants.length
      ? remarkLabels[remark]
      : `${held} of ${grants.length} ${remarkLabels[remark]}`,
  );
}
