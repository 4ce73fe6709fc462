import type { DesiredGrant } from '../desired/desired-state.ts';
import type { DiagnosticCode } from '../diagnostics/catalog.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { Refusal } from '../guardrails/judgement.ts';
import { grantKey } from '../model/assignment.ts';
import type { Version } from './attribute.ts';
import type { Operation } from './operation.ts';

/** From here up, taking away everything that somebody or something had is refused. */
const REFUSED_FROM = 10;

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
      if (operation.kind !== 'revoke' || operation.cause !== 'change') return [];
      const { account, permissionSet, principal } = operation;
      const why = whys.get(grantKey(account.id, permissionSet, principal));
      return why === undefined ? [] : [[operation.id, { kind: 'emptying', why }] as const];
    }),
  );
}

/**
 * A change that takes away every assignment of a set, an account or a principal that base had. Judged
 * on the files, so that neither drift nor a half-done apply can hide it.
 */
export function guardEmptying(
  head: Version,
  base: Version,
  isLetGo: (grant: DesiredGrant) => boolean,
): Emptied[] {
  const newNames = new Map(
    head.mapping.permissionSets.flatMap(({ name, renamedFrom }) =>
      renamedFrom === null ? [] : [[renamedFrom.value, name] as const],
    ),
  );
  const dimensions: readonly {
    readonly word: string;
    readonly of: (grant: DesiredGrant) => { readonly id: string; readonly name: string };
    /** What head calls it. */
    readonly now: (id: string) => string;
  }[] = [
    {
      word: 'permission set',
      of: ({ permissionSet: name }) => ({ id: name, name }),
      now: (name) => newNames.get(name) ?? name,
    },
    { word: 'account', of: ({ account }) => account, now: (id) => id },
    { word: 'group', of: groupOf, now: (id) => id },
  ];
  return dimensions.flatMap(({ word, of, now }) => {
    const kept = active(base).filter((grant) => !isLetGo(grant));
    const before = Map.groupBy(kept, (grant) => of(grant).id);
    const after = new Set(active(head).map((grant) => of(grant).id));
    return [...before]
      .filter(([id]) => !after.has(now(id)))
      .map(([, grants]) => emptied(word, grants, of));
  });
}

/** A headline is read in public repositories too, so a user is not named. */
function groupOf({ principal }: DesiredGrant): { readonly id: string; readonly name: string } {
  const { type, id, name } = principal;
  return { id, name: type === 'GROUP' ? name : 'one user' };
}

/** An end that has come is not taken away by this change. */
function active({ desired }: Version): DesiredGrant[] {
  return [...desired.grants.values()].filter((grant) => !grant.expired);
}

function emptied(
  word: string,
  grants: readonly DesiredGrant[],
  of: (grant: DesiredGrant) => { readonly name: string },
): Emptied {
  const isRefused = grants.length >= REFUSED_FROM;
  const [first] = grants;
  const name = first === undefined ? '' : of(first).name;
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
