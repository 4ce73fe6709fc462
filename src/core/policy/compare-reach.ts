import { actionDimension, normalActions, patternsContain } from './pattern.ts';
import type { Patterns, PolicyDocument, PolicyStatement } from './policy-document.ts';
import { isUnlimited, type Scope, scopeContains, splitScope } from './scope.ts';

/** A statement with its actions in lower case, and one scope for each of its resources. */
export interface Clause {
  readonly statement: PolicyStatement;
  readonly actions: Patterns;
  readonly scopes: readonly Scope[];
}

/** The clauses of a policy that take in some actions. */
export interface Hold {
  readonly allows: readonly Clause[];
  readonly denies: readonly Clause[];
}

export function clausesOf(document: PolicyDocument | null): Hold {
  const clauses = (document?.statements ?? []).map((statement) => ({
    statement,
    actions: normalActions(statement.actions),
    scopes: splitScope(statement),
  }));
  return {
    allows: clauses.filter(({ statement }) => statement.effect === 'Allow'),
    denies: clauses.filter(({ statement }) => statement.effect === 'Deny'),
  };
}

/** What becomes of an action. */
export type Relation = 'none' | 'same' | 'gained' | 'lost' | 'wider' | 'narrower' | 'different';

export interface Comparison {
  /** Of an action, by the clauses that take it in. What cannot be proved to be less counts as more. */
  readonly relate: (before: Hold, after: Hold) => Relation;
  /**
   * Whether each place where some clauses hold is within one where the others do; false where that cannot
   * be proved. Of an action, by the clauses that deny it before and after: whether all that was denied
   * still is. What other policies of a set allow, a Deny that goes lets do.
   */
  readonly areCovered: (inner: readonly Clause[], outer: readonly Clause[]) => boolean;
}

/** Compares two policies, remembering which scope is within which. */
export function compareReach(): Comparison {
  const known = new Map<Scope, Map<Scope, boolean>>();
  const contains = (outer: Scope, inner: Scope): boolean => {
    const row = known.get(outer) ?? new Map<Scope, boolean>();
    known.set(outer, row);
    const found = row.get(inner) ?? scopeContains(outer, inner);
    row.set(inner, found);
    return found;
  };
  const areCovered = (inner: readonly Clause[], outer: readonly Clause[]): boolean => {
    const scopes = outer.flatMap((clause) => clause.scopes);
    return inner.every((clause) =>
      clause.scopes.every((scope) => scopes.some((other) => contains(other, scope))),
    );
  };
  // More is not allowed, and less is not denied.
  const isWithin = (inner: Hold, outer: Hold): boolean =>
    areCovered(inner.allows, outer.allows) && areCovered(outer.denies, inner.denies);

  return {
    relate: (had, has) => {
      if (!isAllowed(had)) return isAllowed(has) ? 'gained' : 'none';
      if (!isAllowed(has)) return 'lost';
      const [noMore, noLess] = [isWithin(has, had), isWithin(had, has)];
      if (noMore) return noLess ? 'same' : 'narrower';
      return noLess ? 'wider' : 'different';
    },
    areCovered,
  };
}

/** Whether it is allowed anywhere, at any time. */
function isAllowed({ allows, denies }: Hold): boolean {
  return allows.length > 0 && !denies.some(({ scopes }) => scopes.some(isUnlimited));
}

/** Whether a clause is about all of some actions. */
export function takesIn(clause: Clause, actions: Patterns): boolean {
  return patternsContain(clause.actions, actions, actionDimension);
}
