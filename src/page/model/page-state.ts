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

export const startState: PageState = {
  view: 'list',
  rows: 'assignments',
  sort: { column: 'principal', descending: false },
  matrix: { by: 'accounts', zoom: 'normal', empty: false, order: 'name' },
  filter: noFilter,
  detail: null,
};
