import type { Attention } from './attention.ts';
import type { PlaceKind } from './page-report.ts';
import type { Standing } from './standing.ts';

/** What is looked for. Within one list any may hold; between lists all must. Indexes as in the report. */
export interface Filter {
  readonly text: string;
  readonly chosen: Readonly<Record<Kind, ReadonlySet<number>>>;
  readonly standings: ReadonlySet<Standing>;
  readonly places: ReadonlySet<PlaceKind>;
  /** All of these must hold. */
  readonly attention: ReadonlySet<Attention>;
  /** Days from the report's instant; what has ended already counts too. */
  readonly expiresWithin: 30 | 90 | null;
}

/** What one can choose by name. */
export const kinds = ['principal', 'person', 'permissionSet', 'account', 'unit'] as const;
export type Kind = (typeof kinds)[number];

export const noFilter: Filter = {
  text: '',
  chosen: {
    principal: new Set(),
    person: new Set(),
    permissionSet: new Set(),
    account: new Set(),
    unit: new Set(),
  },
  standings: new Set(),
  places: new Set(),
  attention: new Set(),
  expiresWithin: null,
};

export const DAY = 86_400_000;

/** Whether anything at all is asked for. */
export function hasFilter({
  text,
  chosen,
  standings,
  places,
  attention,
  expiresWithin,
}: Filter): boolean {
  return (
    text.trim() !== '' ||
    standings.size > 0 ||
    kinds.some((kind) => chosen[kind].size > 0) ||
    places.size > 0 ||
    attention.size > 0 ||
    expiresWithin !== null
  );
}

export function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
