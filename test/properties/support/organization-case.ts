import * as fc from 'fast-check';

/** What a set is declared as, in words that files, seeds and snapshots share. */
export interface SetSpec {
  readonly hours: number;
  readonly description: string | null;
  readonly managed: readonly string[];
  readonly customer: boolean;
  readonly inline: 'list' | 'read' | null;
  readonly boundary: boolean;
  readonly relayState: boolean;
  readonly team: string | null;
}

export interface RuleSpec {
  readonly groups: readonly string[];
  readonly sets: readonly string[];
  readonly accounts: readonly string[];
}

/** One version of the mapping files. */
export interface FilesSpec {
  readonly sets: Readonly<Record<string, SetSpec>>;
  readonly rules: readonly RuleSpec[];
}

/** What the world did by itself after base was applied. */
export interface DriftSpec {
  /** Sets as somebody edited them; also sets that base does not declare. */
  readonly edited: Readonly<Record<string, SetSpec>>;
  readonly missing: readonly string[];
  readonly untagged: readonly string[];
  /** `group set account`: granted where they were not, taken away where they were. */
  readonly toggled: readonly string[];
  /** The same for groups that are deleted. */
  readonly ghosts: readonly string[];
  /** `set account`: on an older version. */
  readonly stale: readonly string[];
}

export interface OrganizationCase {
  readonly base: FilesSpec;
  readonly head: FilesSpec;
  readonly drift: DriftSpec;
}

export const groups = ['Blue', 'Green', 'Red'] as const;
export const sets = ['Admin', 'Build', 'Read', 'Audit'] as const;
/** Account names by unit; the suspended one is left alone on both sides. */
export const places = {
  management: '/',
  dev: '/Work/Dev',
  test: '/Work/Dev',
  prod: '/Work/Prod',
  old: '/Work/Prod',
} as const;
export const suspended = 'old';

const reach: Readonly<Record<string, readonly string[]>> = {
  dev: ['dev'],
  test: ['test'],
  prod: ['prod'],
  management: ['management'],
  'ou:/Work': ['dev', 'test', 'prod'],
  'ou-direct:/Work/Dev': ['dev', 'test'],
  all: ['dev', 'test', 'prod'],
  'name:*e*': ['dev', 'test'],
};

const setSpec: fc.Arbitrary<SetSpec> = fc.record({
  hours: fc.integer({ min: 1, max: 3 }),
  description: fc.constantFrom(null, 'first', 'second'),
  managed: fc.subarray(['ReadOnlyAccess', 'PowerUserAccess', 'SecurityAudit']),
  customer: fc.boolean(),
  inline: fc.constantFrom(null, 'list' as const, 'read' as const),
  boundary: fc.boolean(),
  relayState: fc.boolean(),
  team: fc.constantFrom(null, 'a', 'b'),
});

const some = <T>(all: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...all], { minLength: 1, maxLength: Math.min(2, all.length) });
const setMap = fc.dictionary(fc.constantFrom(...sets), setSpec, { maxKeys: 4 });

const ruleOver = (names: readonly string[]): fc.Arbitrary<RuleSpec> =>
  fc.record({
    groups: some(groups),
    sets: some(names),
    accounts: some(Object.keys(reach)),
  });

function rulesOver(specs: Readonly<Record<string, SetSpec>>): fc.Arbitrary<RuleSpec[]> {
  const names = Object.keys(specs);
  return names.length === 0 ? fc.constant([]) : fc.array(ruleOver(names), { maxLength: 4 });
}

const baseFiles: fc.Arbitrary<FilesSpec> = setMap.chain((specs) =>
  rulesOver(specs).map((rules) => ({ sets: specs, rules })),
);

/** Head keeps most of base, so that changes meet what stays. */
function headOf(base: FilesSpec): fc.Arbitrary<FilesSpec> {
  return fc
    .record({
      dropped: fc.constantFrom(null, ...Object.keys(base.sets)),
      written: fc.dictionary(fc.constantFrom(...sets), setSpec, { maxKeys: 2 }),
      kept: fc.array(fc.integer({ min: 0, max: 3 }), {
        minLength: base.rules.length,
        maxLength: base.rules.length,
      }),
    })
    .chain(({ dropped, written, kept }) => {
      const left = Object.entries(base.sets).filter(([name]) => name !== dropped);
      const specs = { ...Object.fromEntries(left), ...written };
      const rules = base.rules.flatMap((rule, index) => {
        const names = rule.sets.filter((name) => name in specs);
        return names.length === 0 || kept[index] === 0 ? [] : [{ ...rule, sets: names }];
      });
      return rulesOver(specs).map((more) => ({
        sets: specs,
        rules: [...rules, ...more.slice(0, 2)],
      }));
    });
}

const grantText = fc
  .tuple(
    fc.constantFrom(...groups),
    fc.constantFrom(...sets),
    fc.constantFrom('dev', 'dev', 'test', 'prod', 'management', suspended),
  )
  .map((words) => words.join(' '));

const driftSpec: fc.Arbitrary<DriftSpec> = fc.record({
  edited: fc.dictionary(fc.constantFrom(...sets), setSpec, { maxKeys: 3 }),
  missing: fc.oneof(
    { arbitrary: fc.constant([]), weight: 3 },
    fc.subarray([...sets], { maxLength: 1 }),
  ),
  untagged: fc.subarray([...sets], { maxLength: 2 }),
  toggled: fc.uniqueArray(grantText, { maxLength: 8 }),
  ghosts: fc.uniqueArray(
    grantText.filter((text) => !text.endsWith(suspended)),
    { maxLength: 1 },
  ),
  stale: fc.uniqueArray(
    grantText.map((text) => text.split(' ').slice(1).join(' ')),
    { maxLength: 3 },
  ),
});

/** An organization where base was applied and the world has moved since, and a change to it. */
export const organizationCase: fc.Arbitrary<OrganizationCase> = baseFiles.chain((base) =>
  fc.record({ base: fc.constant(base), head: headOf(base), drift: driftSpec }),
);

/** Every `group set account` that a version of the files asks for. */
export function grantsOf({ rules }: FilesSpec): ReadonlySet<string> {
  return new Set(
    rules.flatMap((rule) =>
      rule.accounts
        .flatMap((selector) => reach[selector] ?? [])
        .flatMap((account) =>
          rule.groups.flatMap((group) => rule.sets.map((set) => `${group} ${set} ${account}`)),
        ),
    ),
  );
}

export interface LiveCase {
  readonly sets: ReadonlyMap<string, { readonly spec: SetSpec; readonly ours: boolean }>;
  readonly grants: readonly string[];
  readonly ghosts: readonly string[];
  readonly stale: readonly string[];
}

/** What is live: base, and what the world did to it. */
export function liveOf({ base, drift }: OrganizationCase): LiveCase {
  const specs = { ...base.sets, ...drift.edited };
  const names = Object.keys(specs).filter((name) => !drift.missing.includes(name));
  const isLive = (grant: string): boolean => names.includes(grant.split(' ')[1] ?? '');
  const asked = grantsOf(base);
  const toggled = new Set(drift.toggled);
  const kept = [...asked].filter((grant) => !toggled.has(grant));
  const added = [...toggled].filter((grant) => !asked.has(grant));
  const grants = [...kept, ...added].filter(isLive);
  const ghosts = drift.ghosts.filter(isLive);
  const pairs = new Set([...grants, ...ghosts].map((text) => text.split(' ').slice(1).join(' ')));
  return {
    sets: new Map(
      names.flatMap((name) => {
        const spec = specs[name];
        return spec === undefined ? [] : [[name, { spec, ours: !drift.untagged.includes(name) }]];
      }),
    ),
    grants,
    ghosts,
    stale: drift.stale.filter((pair) => pairs.has(pair)),
  };
}

/** `FC_RUNS` multiplies the number of cases; a failure prints its seed and path. */
export function runs(count: number): { readonly numRuns: number } {
  return { numRuns: Math.ceil(count * Number(process.env['FC_RUNS'] ?? '1')) };
}
