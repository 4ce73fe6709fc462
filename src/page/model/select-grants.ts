import { at } from './at.ts';
import { type Attention, attentions, bitOf } from './attention.ts';
import { DAY, type Filter, type Kind } from './filter.ts';
import type { PlaceKind } from './page-report.ts';
import type { ReportIndex } from './report-index.ts';
import { isInGrant, search, type WordMatches } from './search.ts';
import type { Standing } from './standing.ts';

export interface Selection {
  /** Indexes of the grants that pass, ascending. */
  readonly grants: Uint32Array;
  /** How many would be left by each choice, everything else as it is. */
  readonly counts: Counts;
  readonly words: readonly WordMatches[];
}

export interface Counts {
  readonly standings: Readonly<Record<Standing, number>>;
  readonly places: Readonly<Record<PlaceKind, number>>;
  readonly attention: Readonly<Record<Attention, number>>;
  readonly within30: number;
  readonly within90: number;
}

/** Ways to fail; those of what is to look at stand above, in their own order. */
const bit = { standing: 1, place: 2, expires: 4 } as const;
const ABOVE = 3;

/** One pass over all grants: what passes, and for what fails in one way only, the count beside that choice. */
export function selectGrants(index: ReportIndex, filter: Filter): Selection {
  const words = search(index, filter.text);
  const passes = passesNames(index, filter);
  const counts = {
    standings: {
      declared: 0,
      undeclared: 0,
      missing: 0,
      ignored: 0,
      unmanaged: 0,
      'other-owner': 0,
    } satisfies Record<Standing, number>,
    places: { account: 0, application: 0 } satisfies Record<PlaceKind, number>,
    attention: {
      administrator: 0,
      direct: 0,
      disabled: 0,
      gone: 0,
      unread: 0,
      inactive: 0,
      open: 0,
      off: 0,
    } satisfies Record<Attention, number>,
    within30: 0,
    within90: 0,
  };
  const { accounts, grants } = index.report;
  const asked = [...filter.attention].reduce((sum, each) => sum | bitOf(each), 0);
  const found = new Uint32Array(grants.length);
  let length = 0;
  for (let grant = 0; grant < grants.length; grant += 1) {
    const standing = at(index.standing, grant);
    const has = at(index.attention, grant);
    const place =
      at(accounts, at(grants, grant).account).application === null ? 'account' : 'application';
    const days = (at(index.endsAt, grant) - index.now) / DAY;
    let fails = (asked & ~has) << ABOVE;
    if (filter.standings.size > 0 && !filter.standings.has(standing)) fails |= bit.standing;
    if (filter.places.size > 0 && !filter.places.has(place)) fails |= bit.place;
    if (filter.expiresWithin !== null && days > filter.expiresWithin) fails |= bit.expires;
    // The dear questions come last, and only where nothing else has said no for good.
    if ((fails & (fails - 1)) !== 0) continue;
    if (!passes(grant) || !holdsAll(index, words, grant)) continue;
    if ((fails & ~bit.standing) === 0) counts.standings[standing] += 1;
    if ((fails & ~bit.place) === 0) counts.places[place] += 1;
    for (const each of attentions) {
      const own = bitOf(each);
      if ((has & own) > 0 && (fails & ~(own << ABOVE)) === 0) counts.attention[each] += 1;
    }
    if ((fails & ~bit.expires) === 0) {
      if (days <= 30) counts.within30 += 1;
      if (days <= 90) counts.within90 += 1;
    }
    if (fails === 0) {
      found[length] = grant;
      length += 1;
    }
  }
  return { grants: found.slice(0, length), counts, words };
}

function holdsAll(index: ReportIndex, words: readonly WordMatches[], grant: number): boolean {
  return words.every(
    (word) =>
      isInGrant(index, word, grant) ||
      word.principalsByPerson[at(index.report.grants, grant).principal] === 1,
  );
}

function passesNames(index: ReportIndex, { chosen }: Filter): (grant: number) => boolean {
  const ofPersons = new Set(
    [...chosen.person].flatMap((person) => [...index.principalsOfPerson.of(person)]),
  );
  const inUnits = index.unitsOfAccount.map((units) => units.some((unit) => chosen.unit.has(unit)));
  const holds: Readonly<Record<Kind, (grant: number) => boolean>> = {
    account: (grant) => chosen.account.has(at(index.report.grants, grant).account),
    permissionSet: (grant) =>
      chosen.permissionSet.has(at(index.report.grants, grant).permissionSet),
    principal: (grant) => chosen.principal.has(at(index.report.grants, grant).principal),
    person: (grant) => ofPersons.has(at(index.report.grants, grant).principal),
    unit: (grant) => inUnits[at(index.report.grants, grant).account] === true,
  };
  const asked = (['account', 'permissionSet', 'principal', 'person', 'unit'] as const).filter(
    (kind) => chosen[kind].size > 0,
  );
  return (grant) => asked.every((kind) => holds[kind](grant));
}
