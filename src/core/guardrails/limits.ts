import type {
  Declared,
  DesiredApplicationAssignment,
  DesiredGrant,
  DesiredState,
} from '../desired/desired-state.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Guardrails, Mapping, Settings } from '../mapping/mapping.ts';
import { givingKinds, takingKinds } from '../model/access-kinds.ts';
import { lastingIn } from '../model/lasting.ts';
import type { Operation } from '../plan/operation.ts';
import { originOf } from '../select/finding-at.ts';
import type { GuardInputs } from './guard-inputs.ts';
import type { Allowance, LimitCrossing } from './judgement.ts';

/** No limit is smaller: so few are seen one by one. */
const SMALLEST_REVOCATION_LIMIT = 5;

export interface Limits {
  readonly by: 'base' | 'head';
  readonly revocations: number;
  readonly grants: number | null;
}

/** What each judge allows, base's first. Its share is of what base desires, so that head cannot pad it. */
export function limitsOf(
  inputs: Pick<GuardInputs, 'head' | 'baseMapping' | 'baseDesired'> & Partial<GuardInputs>,
): readonly Limits[] {
  const { head, baseMapping, baseDesired } = inputs;
  const desired = baseDesired === null ? 0 : lastingIn(baseDesired).length;
  const judges: readonly { readonly by: 'base' | 'head'; readonly mapping: Mapping }[] =
    baseMapping === null
      ? [{ by: 'head', mapping: head.mapping }]
      : [
          { by: 'base', mapping: baseMapping },
          { by: 'head', mapping: head.mapping },
        ];
  return judges.map(({ by, mapping }) => {
    const { maxRevocations, maxGrants } = mapping.settings.guardrails;
    return { by, revocations: revocationsOf(maxRevocations, desired), grants: maxGrants };
  });
}

function revocationsOf({ percent, count }: Guardrails['maxRevocations'], desired: number): number {
  const share = percent === null ? Infinity : Math.floor((desired * percent) / 100);
  return Math.max(SMALLEST_REVOCATION_LIMIT, Math.min(share, count ?? Infinity));
}

/** Ends that head introduces, or sets earlier: nobody is asked again when they come. */
export function introducedEnds(
  { desired }: GuardInputs['head'],
  base: DesiredState | null,
): readonly DesiredGrant[] {
  return base === null ? [] : endsIn(base.grants, desired.grants);
}

/** The same of assignments to applications. */
export function introducedApplicationEnds(
  { desired }: GuardInputs['head'],
  base: DesiredState | null,
): readonly DesiredApplicationAssignment[] {
  return base === null
    ? []
    : endsIn(base.applications.assignments, desired.applications.assignments);
}

function endsIn<T extends Declared & { readonly key: string }>(
  base: ReadonlyMap<string, T>,
  head: ReadonlyMap<string, T>,
): readonly T[] {
  return [...base.values()].flatMap((before) => {
    const now = head.get(before.key);
    return !before.expired && now?.expired === false && isEarlier(now.expires, before.expires)
      ? [now]
      : [];
  });
}

function isEarlier(now: string | null, before: string | null): boolean {
  return now !== null && (before === null || now < before);
}

/** Of the operations that would be applied for the change itself, more than a limit allows. */
export function limitCrossings(
  operations: readonly Pick<Operation, 'kind' | 'cause' | 'status' | 'digest'>[],
  ends: number,
  limits: readonly Limits[],
): readonly LimitCrossing[] {
  const counted = (kinds: ReadonlySet<string>): string[] =>
    operations
      .filter(
        (each) =>
          kinds.has(each.kind) &&
          each.cause === 'change' &&
          (each.status === 'planned' || each.status === 'waiting'),
      )
      .map(({ digest }) => digest)
      .toSorted();
  return crossingsOf(counted(takingKinds), ends, counted(givingKinds), limits);
}

/** The strictest limit that is crossed, of each kind; base's where both are as strict. */
export function crossingsOf(
  revocations: readonly string[],
  ends: number,
  grants: readonly string[],
  limits: readonly Limits[],
): readonly LimitCrossing[] {
  const revoked = revocations.length + ends;
  const found = limits.flatMap(({ by, ...allowed }): LimitCrossing[] => [
    ...(revoked > allowed.revocations
      ? [
          {
            limit: 'maxRevocations' as const,
            count: revoked,
            allowed: allowed.revocations,
            by,
            digests: revocations,
          },
        ]
      : []),
    ...(allowed.grants !== null && grants.length > allowed.grants
      ? [
          {
            limit: 'maxGrants' as const,
            count: grants.length,
            allowed: allowed.grants,
            by,
            digests: grants,
          },
        ]
      : []),
  ]);
  return (['maxRevocations', 'maxGrants'] as const).flatMap((limit) => {
    const [strictest] = found
      .filter((each) => each.limit === limit)
      .toSorted((a, b) => a.allowed - b.allowed);
    return strictest ?? [];
  });
}

/** How a reader is told; `digest` is the plan's. */
export function limitFinding(
  crossing: LimitCrossing,
  digest: string,
  about: {
    readonly desired: number;
    readonly ends: number;
    readonly limits: readonly Limits[];
    readonly settings: Pick<Settings, 'at' | 'guardrails'>;
  },
): Finding {
  const { at, guardrails } = about.settings;
  const isRevocations = crossing.limit === 'maxRevocations';
  const share =
    about.desired === 0 ? '' : ` (${Math.round((crossing.count / about.desired) * 100)} %)`;
  const isShared = about.limits.every(
    (each) => (isRevocations ? each.revocations : each.grants) === crossing.allowed,
  );
  const ends = about.ends === 0 ? '' : `, ${about.ends} of them by an end that it introduces`;
  return {
    code: isRevocations ? 'revocation-limit' : 'grant-limit',
    severity: 'error',
    headline: isRevocations
      ? `this plan takes away ${crossing.count} of ${about.desired} declared assignments${share}${ends}; the limit is ${crossing.allowed}`
      : `this plan grants ${crossing.count} assignments; the limit is ${crossing.allowed}`,
    why: `settings.guardrails.${crossing.limit}${isShared ? '' : whose[crossing.by]}`,
    help: howToAllow(digest),
    origin: originOf(guardrails.limitsAt[crossing.limit] ?? at),
    causedByHead: true,
    operations: [],
  };
}

const whose = { base: ' as the base commit has it', head: ' as this change has it' } as const;

function howToAllow(digest: string): string {
  return `if intended, somebody with write access and no commit in it approves the pull request with "/allow ${digest}"`;
}

/** What an allowance turns the finding into: told, and no longer in the way. */
export function allowedFinding(found: Finding, { by, at }: Allowance): Finding {
  return {
    ...found,
    severity: 'warning',
    why: `${by} allowed it on ${at.slice(0, 10)}, in a review of the pull request`,
    help: null,
  };
}
