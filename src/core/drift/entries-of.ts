import { compareText } from '../model/order.ts';
import { sha256 } from '../plan/digest.ts';
import type { AssignmentOperation, Operation } from '../plan/operation.ts';
import type { UndeclaredSet } from '../plan/undeclared-sets.ts';
import type { MovedEntry, UnmanagedEntry } from './drift-entry.ts';

type MovedKind = MovedEntry['kind'];

/**
 * Operations of cause `drift` as things that moved. A set tells all that hangs on it: its grants where
 * somebody deleted it, its holders where nobody declares it, its roles where somebody edited it.
 */
export function entriesOf(operations: readonly Operation[]): MovedEntry[] {
  const kinds = setKinds(operations);
  const entries = new Map<string, { readonly kind: MovedKind; readonly members: Operation[] }>();
  for (const operation of operations) {
    const { kind, about } = placeOf(operation, kinds);
    const name = `${kind} ${about}`;
    const entry = entries.get(name) ?? { kind, members: [] };
    entry.members.push(operation);
    entries.set(name, entry);
  }
  return [...entries.values()].flatMap(({ kind, members: [first, ...others] }) =>
    first === undefined ? [] : [toEntry(kind, [first, ...others])],
  );
}

function toEntry(kind: MovedKind, operations: MovedEntry['operations']): MovedEntry {
  const digests = operations.map(({ digest }) => digest).toSorted(compareText);
  return {
    kind,
    key: sha256([kind, ...digests].join('\n')).slice(0, 12),
    operations,
    elusive: kind === 'dead-principal' || operations.every(isOfUser),
  };
}

/** What no operation is planned for. */
export function unmanagedEntries(sets: readonly UndeclaredSet[] = []): UnmanagedEntry[] {
  return sets.map((set) => ({
    kind: 'unmanaged-set',
    key: sha256(`unmanaged-set\n${set.arn}`).slice(0, 12),
    set,
    operations: [],
    elusive: false,
  }));
}

function isOfUser({ kind, principal }: Operation): boolean {
  return kind === 'revoke' && principal.type === 'USER';
}

type SetKinds = ReadonlyMap<
  string,
  'edited-set' | 'undeclared-set' | 'missing-set' | 'unowned-set'
>;

/** Sets with more than stale roles; what befell a set decides what its other operations are part of. */
function setKinds(operations: readonly Operation[]): SetKinds {
  const kinds = new Map<string, 'edited-set' | 'undeclared-set' | 'missing-set' | 'unowned-set'>();
  for (const operation of operations) {
    switch (operation.kind) {
      case 'create-permission-set':
        kinds.set(operation.permissionSet, 'missing-set');
        break;
      case 'delete-permission-set':
        kinds.set(operation.permissionSet, 'undeclared-set');
        break;
      case 'adopt-permission-set':
      case 'release-permission-set':
        kinds.set(operation.permissionSet, 'unowned-set');
        break;
      case 'update-permission-set':
        if (!kinds.has(operation.permissionSet)) kinds.set(operation.permissionSet, 'edited-set');
        break;
      case 'provision-permission-set':
      case 'grant':
      case 'revoke':
      case 'assign-group-to-application':
      case 'unassign-group-from-application':
      case 'provision-group':
      case 'assign-application':
      case 'unassign-application':
      case 'update-access-control-attributes':
        break;
      default:
        operation satisfies never;
    }
  }
  return kinds;
}

interface Place {
  readonly kind: MovedKind;
  /** Operations of one kind about the same thing are one entry. */
  readonly about: string;
}

function placeOf(operation: Operation, kinds: SetKinds): Place {
  switch (operation.kind) {
    case 'grant':
    case 'revoke':
      return placeOfAssignment(operation, kinds);
    case 'create-permission-set':
    case 'delete-permission-set':
    case 'adopt-permission-set':
    case 'release-permission-set':
    case 'update-permission-set':
    case 'provision-permission-set': {
      const { permissionSet } = operation;
      return { kind: kinds.get(permissionSet) ?? 'old-version', about: permissionSet };
    }
    case 'assign-group-to-application':
    case 'unassign-group-from-application':
    case 'provision-group':
      return { kind: 'directory', about: operation.id };
    case 'assign-application':
    case 'unassign-application':
      return { kind: 'application', about: operation.id };
    case 'update-access-control-attributes':
      return { kind: 'attributes', about: '' };
    default:
      return operation satisfies never;
  }
}

function placeOfAssignment(operation: AssignmentOperation, kinds: SetKinds): Place {
  const { kind, permissionSet, id, warnings } = operation;
  const rebind = warnings.find((warning) => warning.kind === 'group-recreated');
  if (rebind !== undefined) {
    return { kind: 'rebound-group', about: `${rebind.from} ${rebind.to}` };
  }
  const ofSet = kinds.get(permissionSet);
  if (kind === 'grant') {
    return ofSet === 'missing-set'
      ? { kind: ofSet, about: permissionSet }
      : { kind: 'missing-grant', about: id };
  }
  if (warnings.some((warning) => warning.kind === 'ghost')) {
    return { kind: 'dead-principal', about: operation.principal.id };
  }
  return ofSet === 'undeclared-set'
    ? { kind: ofSet, about: permissionSet }
    : { kind: 'undeclared-grant', about: id };
}
