import type { Random } from './random.ts';

export interface PlacedAccount {
  readonly name: string;
  readonly ou: string;
  readonly management: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Places {
  readonly accounts: readonly PlacedAccount[];
  /** Every unit below the root. */
  readonly units: readonly string[];
  /** Units that hold the accounts of one stage of one domain. */
  readonly stageUnits: readonly string[];
  /** What the names of a product's accounts begin with. */
  readonly products: readonly string[];
}

const stages = ['Dev', 'Test', 'Prod'] as const;
const productsOfDomain = 20;
const words = [
  'payments',
  'claims',
  'logistics',
  'retail',
  'pricing',
  'identity',
  'search',
  'media',
  'fleet',
  'billing',
  'risk',
  'support',
] as const;

/** A landing zone: what is shared, products with an account for each stage, and sandboxes. */
export function makePlaces(count: number, random: Random): Places {
  const shared = [
    account('management', '/', {}, true),
    account('log-archive', '/Security', { data: 'internal' }),
    account('network', '/Infrastructure', { data: 'internal' }),
  ];
  const productCount = Math.floor(((count - shared.length) * 0.95) / stages.length);
  const products = Array.from({ length: productCount }, (_, index) => productAt(index));
  const ofProducts = products.flatMap(({ name, domain }, index) => {
    // Somebody must be in scope, or a rule about it would match nothing.
    const data = index === 0 || random.chance(0.1) ? 'pci' : 'internal';
    return stages.map((stage) =>
      account(`${name}-${stage.toLowerCase()}`, `/Workloads/${domain}/${stage}`, { data }),
    );
  });
  const sandboxes = Array.from({ length: count - shared.length - ofProducts.length }, (_, index) =>
    account(`sandbox-${numbered(index, 4)}`, '/Sandbox', { data: 'none' }),
  );
  const accounts = [...shared, ...ofProducts, ...sandboxes];
  return {
    accounts,
    units: unitsOf(accounts),
    stageUnits: [...new Set(ofProducts.map(({ ou }) => ou))],
    products: products.map(({ name }) => name),
  };
}

function account(
  name: string,
  ou: string,
  tags: Readonly<Record<string, string>>,
  management = false,
): PlacedAccount {
  return { name, ou, management, tags };
}

function productAt(index: number): { readonly name: string; readonly domain: string } {
  const number = Math.floor(index / productsOfDomain);
  const round = Math.floor(number / words.length);
  const domain = `${words[number % words.length]}${round === 0 ? '' : round + 1}`;
  return { domain, name: `${domain}-${numbered(index % productsOfDomain, 2)}` };
}

function unitsOf(accounts: readonly PlacedAccount[]): string[] {
  const units = new Set<string>();
  for (const { ou } of accounts) {
    const names = ou.split('/').filter((name) => name !== '');
    names.forEach((_, depth) => units.add(`/${names.slice(0, depth + 1).join('/')}`));
  }
  return [...units].toSorted();
}

/** One-based, of fixed width, so that no name is the beginning of another. */
export function numbered(index: number, width: number): string {
  return String(index + 1).padStart(width, '0');
}
