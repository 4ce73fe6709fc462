import type { Finding } from '../diagnostics/finding.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import { sha256 } from '../plan/digest.ts';
import type { Operation } from '../plan/operation.ts';
import type { Plan } from '../plan/plan.ts';
import { compareText } from '../model/order.ts';
import { permissionSetId } from '../model/ids.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { setKey } from './drift-record.ts';
import { driftKinds, type DriftEntry, type DriftKind } from './drift-entry.ts';
import { entriesOf, unmanagedEntries } from './entries-of.ts';
import { isUnread, isUnresolved, mayExist, undecidedIn } from './undecided.ts';

/** What a drift run has to tell, before anybody asked who did it. */
export interface DriftReport {
  /** In the order of `driftKinds`, then as the plan has them. */
  readonly entries: readonly DriftEntry[];
  /** What could not be decided: names that mean nothing any more, and what could not be read. */
  readonly undecided: readonly Finding[];
  /** What could not be read, of these. */
  readonly unread: readonly Finding[];
  /** What is blocked while that is undecided, and is no entry: it may be as the files say. */
  readonly unsure: readonly Operation[];
  /** Whether something may have drifted unseen on a permission set, by its `setKey`; null: beside sets. */
  readonly isBlindTo: (set: string | null) => boolean;
  /** Permission sets that nobody declares and nobody of us owns: left alone, and no entry. */
  readonly unmanaged: number;
  readonly ignored: number;
  readonly users: number;
  /** True where nothing else can be there: every assignment was read. */
  readonly exhaustive: boolean;
  /** Over what drifted and what approving the plan would do; 64 hex digits. Nothing of when it was seen. */
  readonly digest: string;
}

/** The drift of a drift run's plan, as people read it. */
export function driftReport(plan: Plan, world: ReadWorld = seesAll): DriftReport {
  const rank = (kind: DriftKind): number => driftKinds.indexOf(kind);
  const undecided = undecidedIn(plan);
  const isUnseen = blindTo(world);
  const isUnsure = (operation: Operation): boolean =>
    undecided.length > 0 &&
    operation.status === 'blocked' &&
    (operation.cause !== 'drift' ||
      mayExist(operation, (set) => isUnseen(set === null ? null : setKey(set))));
  const drifted = plan.operations.filter(
    (operation) => operation.cause === 'drift' && !isUnsure(operation),
  );
  const unmanaged = unmanagedEntries(plan.undeclaredSets);
  const entries = [...entriesOf(drifted), ...unmanaged].toSorted(
    (a, b) => rank(a.kind) - rank(b.kind),
  );
  const { unmanagedPermissionSets, ignoredAssignments, userAssignments } = plan.counts;
  return {
    entries,
    undecided,
    unread: undecided.filter(isUnread),
    unsure: plan.operations.filter(isUnsure),
    isBlindTo: undecided.some(isUnresolved) ? () => true : isUnseen,
    unmanaged: unmanagedPermissionSets,
    ignored: ignoredAssignments,
    users: userAssignments,
    exhaustive: plan.exhaustive,
    digest: sha256(
      canonicalJson([
        // What is blocked is in no plan's digest, and drifted all the same.
        plan.digest,
        drifted.map(({ digest, status }) => `${digest} ${status}`).toSorted(compareText),
        plan.exhaustive,
        // In the digest alone: approving a plan does nothing about them.
        ...unmanaged.map(({ key, set }) => [key, set.administrator !== null]),
      ]),
    ),
  };
}

/** What of the organization was not read; names by id of permission sets. */
type ReadWorld = Pick<Snapshot, 'unread' | 'permissionSetNames'>;

const seesAll: ReadWorld = { unread: [], permissionSetNames: new Map() };

function blindTo({ unread, permissionSetNames }: ReadWorld): DriftReport['isBlindTo'] {
  const sets = new Set<string>();
  let everything = false;
  let beside = false;
  const hide = (name: string | null | undefined): void => {
    if (name === null || name === undefined) everything = true;
    else sets.add(setKey(name));
  };
  for (const part of unread) {
    switch (part.part) {
      case 'permission-set':
        hide(part.name);
        break;
      case 'provisioned-accounts':
      case 'assignments':
        hide(permissionSetNames.get(permissionSetId(part.arn)));
        break;
      case 'principal':
        everything = true;
        break;
      case 'account-tags':
        // What a rule cannot select is blocked, and told all the same.
        break;
      case 'access-control-attributes':
      case 'applications':
      case 'application-assignments':
        beside = true;
        break;
      default:
        part satisfies never;
    }
  }
  return (set) => everything || (set === null ? beside : sets.has(set));
}
