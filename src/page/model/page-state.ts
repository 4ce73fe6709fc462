import type { Column } from './columns.ts';
import { type Filter, noFilter } from './filter.ts';
import type { MatrixColumns } from './matrix.ts';

/** Everything one can link to. */
export interface PageState {
  readonly view: 'list' | 'matrix';
  readonly rows: 'assignments' | 'people';
  readonly sort: { readonly column: Column; readonly descending: boolean };
  readonly matrix: {
    readonly by: MatrixColumns;
    readonly zoom: 'normal' | 'compact';
    readonly empty: boolean;
    readonly order: 'name' | 'most';
  };
  readonly filter: Filter;
  /** What the panel shows; null where it is closed. */
  readonly detail: Subject | null;
}

/** Indexes as in the report. */
export type Subject =
  | {
      readonly kind: 'grant' | 'principal' | 'person' | 'account' | 'permissionSet';
      readonly index: number;
    }
  /** One cell of the matrix. */
  | {
      readonly kind: 'cell';
      readonly principal: number;
      readonly by: MatrixColumns;
      readonly column: number;
    };

/** People stand each with what they have; groups likewise. */
export function startSort(rows: PageState['rows']): PageState['sort'] {
  return { column: rows === 'people' ? 'person' : 'principal', descending: false };
}

/** Other lines, in the order chosen so far where somebody has chosen one that these lines have. */
export function withRows(
  { rows: before, sort }: PageState,
  rows: PageState['rows'],
): Pick<PageState, 'rows' | 'sort'> {
  const started = sort.column === startSort(before).column && !sort.descending;
  const lacking = rows === 'assignments' && sort.column === 'person';
  return { rows, sort: started || lacking ? startSort(rows) : sort };
}

export const startState: PageState = {
  view: 'list',
  rows: 'assignments',
  sort: startSort('assignments'),
  matrix: { by: 'accounts', zoom: 'normal', empty: false, order: 'name' },
  filter: noFilter,
  detail: null,
};
