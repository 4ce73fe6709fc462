import type { FleetSize } from './fleet-size.ts';
import type { Places } from './make-places.ts';
import type { Random } from './random.ts';
import { type Rule, RuleBook, type Target } from './rule-book.ts';

export interface RuleQuestion {
  readonly places: Places;
  readonly sets: readonly string[];
  readonly groups: readonly string[];
  readonly assignments: FleetSize['assignments'];
  readonly byTag: boolean;
}

/** Parts of all assignments after which the next kind of rule goes on. */
const organizationWide = 0.2;
const byUnit = 0.6;
/** Rules that are tried and come to nothing, or to too much, end the search. */
const mostTries = 50;

/**
 * Rules that come to exactly so many assignments: for the whole organization, by tag, by unit, by name,
 * and the rest one by one. Half of the rules name two groups, so a pair has one and a half holders.
 */
export function writeRules(question: RuleQuestion, random: Random): RuleBook {
  const { places, assignments, byTag } = question;
  const book = new RuleBook();
  const groups = turns(random.some(question.groups, question.groups.length));
  const one = (file: string, target: Target, most: number): Rule => ({
    file,
    groups: most === 2 && random.chance(0.5) ? [groups(), groups()] : [groups()],
    permissionSet: random.pick(question.sets),
    target,
  });
  const writeUntil = (share: number, next: () => Rule): void => {
    for (let tries = 0; tries < mostTries && book.assignments < assignments * share; tries += 1) {
      const rule = next();
      const worth = book.worth(rule);
      if (worth === 0 || book.assignments + worth > assignments) continue;
      book.add(rule);
      tries = 0;
    }
  };

  const pci = tagged(places, 'data', 'pci');
  book.add(one('organization', everywhere(places), 1));
  book.add(one('organization', byTag ? pci : named(pci.accounts), 1));
  writeUntil(organizationWide, () => one('organization', everywhere(places), 1));
  writeUntil(byUnit, () => {
    const unit = random.pick(places.stageUnits);
    return one(domainOf(unit), inUnit(places, unit), 2);
  });
  writeUntil(1, () => {
    const product = random.pick(places.products);
    return one(product.slice(0, product.lastIndexOf('-')), ofProduct(places, product), 2);
  });
  for (let left = assignments - book.assignments; left > 0; left = assignments - book.assignments) {
    const some = random.some(everywhere(places).accounts, Math.min(left, 4));
    const rule = one('individuals', named(some), 1);
    if (book.worth(rule) > 0) book.add(rule);
  }
  return book;
}

export function named(accounts: readonly string[]): Target {
  return { selectors: accounts, accounts };
}

function everywhere({ accounts }: Places): Target {
  const others = accounts.filter(({ management }) => !management);
  return { selectors: ['all'], accounts: others.map(({ name }) => name) };
}

function inUnit({ accounts }: Places, unit: string): Target {
  const inside = accounts.filter(({ ou }) => ou === unit || ou.startsWith(`${unit}/`));
  return { selectors: [`ou:${unit}`], accounts: inside.map(({ name }) => name) };
}

function ofProduct({ accounts }: Places, product: string): Target {
  const own = accounts.filter(({ name }) => name.startsWith(`${product}-`));
  return { selectors: [`name:${product}-*`], accounts: own.map(({ name }) => name) };
}

function tagged({ accounts }: Places, key: string, value: string): Target {
  const such = accounts.filter(({ tags, management }) => !management && tags[key] === value);
  return { selectors: [`tag:${key}=${value}`], accounts: such.map(({ name }) => name) };
}

function domainOf(unit: string): string {
  return unit.split('/')[2] ?? 'organization';
}

function turns<T>(items: readonly T[]): () => T {
  let next = 0;
  return () => {
    const item = items[next % items.length];
    if (item === undefined) throw new Error('nobody to take turns');
    next += 1;
    return item;
  };
}
