import type { Standing } from './standing.ts';

/** What is looked for. Within one list any may hold; between lists all must. Indexes as in the report. */
export interface Filter {
  readonly text: string;
  readonly chosen: Readonly<Record<Kind, ReadonlySet<number>>>;
  readonly standings: ReadonlySet<Standing>;
  readonly administrator: boolean;
  /** Principals that the identity store does not know any more. */
  readonly gone: boolean;
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
  administrator: false,
  gone: false,
  expiresWithin: null,
};

export const DAY = 86_400_000;

/** Whether anything at all is asked for. */
export function hasFilter({ text, chosen, standings, ...flags }: Filter): boolean {
  return (
    text.trim() !== '' ||
    standings.size > 0 ||
    kinds.some((kind) => chosen[kind].size > 0) ||
    flags.administrator ||
    flags.gone ||
    flags.expiresWithin !== null
  );
}

export function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
  const next = new Set(set);
  if (!next.delete(item)) next.add(item);
  return next;
}
