import type { DesiredApplicationAssignment, DesiredGrant } from '../desired/desired-state.ts';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Refusal } from '../guardrails/judgement.ts';
import { applicationKey } from '../model/application.ts';
import { grantKey } from '../model/assignment.ts';
import { lastingIn } from '../model/lasting.ts';
import type { Version } from './attribute.ts';
import type { Operation } from './operation.ts';

/** From here up, taking away everything that somebody or something had is refused. */
const REFUSED_FROM = 10;

type Given = DesiredGrant | DesiredApplicationAssignment;

export interface Emptied {
  readonly finding: Finding;
  /** Keys of the grants that go, where it is refused; empty for a warning. */
  readonly refusedKeys: ReadonlySet<string>;
  readonly why: string;
}

/** Revocations that a refused emptying consists of, by operation id. */
export function emptyingRefusals(
  operations: readonly Operation[],
  found: readonly Emptied[],
): ReadonlyMap<string, Refusal> {
  const whys = new Map(
    found.flatMap(({ refusedKeys, why }) => [...refusedKeys].map((key) => [key, why] as const)),
  );
  return new Map(
    operations.flatMap((operation) => {
      const key = operation.cause === 'change' ? takenKey(operation) : null;
      const why = key === null ? undefined : whys.get(key);
      return why === undefined ? [] : [[operation.id, { kind: 'emptying', why }] as const];
    }),
  );
}

function takenKey(operation: Operation): string | null {
  if (operation.kind === 'unassign-application') {
    return applicationKey(operation.application.arn, operation.principal);
  }
  if (operation.kind !== 'revoke') return null;
  return grantKey(operation.account.id, operation.permissionSet, operation.principal);
}

/**
 * A change that takes away every assignment of a set, an account, an application or a principal that base had. Judged
 * on the files, so that neither drift nor a half-done apply can hide it.
 */
export function guardEmptying(
  head: Version,
  base: Version,
  isLetGo: (given: Given) => boolean,
): Emptied[] {
  const newNames = new Map(
    head.mapping.permissionSets.flatMap(({ name, renamedFrom }) =>
      renamedFrom === null ? [] : [[renamedFrom.value, name] as const],
    ),
  );
  const dimensions: readonly {
    readonly word: string;
    /** Null where it has none. */
    readonly of: (given: Given) => { readonly id: string; readonly name: string } | null;
    /** What head calls it. */
    readonly now: (id: string) => string;
  }[] = [
    {
      word: 'permission set',
      of: (given) =>
        'account' in given ? { id: given.permissionSet, name: given.permissionSet } : null,
      now: (name) => newNames.get(name) ?? name,
    },
    {
      word: 'account',
      of: (given) => ('account' in given ? given.account : null),
      now: (id) => id,
    },
    {
      word: 'application',
      of: (given) =>
        'account' in given ? null : { id: given.application.arn, name: given.application.name },
      now: (id) => id,
    },
    { word: 'group', of: groupOf, now: (id) => id },
  ];
  return dimensions.flatMap(({ word, of, now }) => {
    const kept = lastingIn(base.desired).filter((given) => of(given) !== null && !isLetGo(given));
    const before = Map.groupBy(kept, (given) => of(given)?.id ?? '');
    const after = new Set(lastingIn(head.desired).map((given) => of(given)?.id));
    return [...before]
      .filter(([id]) => !after.has(now(id)))
      .map(([, some]) => emptied(word, some, of));
  });
}

/** A headline is read in public repositories too, so a user is not named. */
function groupOf({ principal }: Given): { readonly id: string; readonly name: string } {
  const { type, id, name } = principal;
  return { id, name: type === 'GROUP' ? name : 'one user' };
}

function emptied(
  word: string,
  grants: readonly Given[],
  of: (given: Given) => { readonly name: string } | null,
): Emptied {
  const isRefused = grants.length >= REFUSED_FROM;
  const [first] = grants;
  const name = first === undefined ? '' : (of(first)?.name ?? '');
  const code: DiagnosticCode = 'emptying';
  const count = grants.length === 1 ? '1 assignment' : `${grants.length} assignments`;
  return {
    why: `refused: the change takes away every assignment of ${word} "${name}" (${grants.length})`,
    finding: {
      code,
      severity: isRefused ? 'error' : 'warning',
      headline: `this change takes away every assignment of ${word} "${name}" (${count})`,
      why: isRefused ? `from ${REFUSED_FROM} assignments up this is refused` : null,
      help: isRefused
        ? `if it is meant, take them away in pull requests of fewer than ${REFUSED_FROM} each`
        : null,
      origin: null,
      causedByHead: true,
      operations: [],
    },
    refusedKeys: new Set(isRefused ? grants.map(({ key }) => key) : []),
  };
}
