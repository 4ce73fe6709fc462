import { givingKinds, takingKinds } from '../model/access-kinds.ts';
import type { Operation, OperationStatus } from './operation.ts';

/**
 * Passes a status on to everything that requires its bearer: what needs a blocked step is blocked,
 * what needs a held one is held. `own` gives the status an operation has by itself.
 */
export function settleStatuses(
  operations: readonly Operation[],
  own: (operation: Operation) => {
    readonly status: OperationStatus;
    readonly reason: string | null;
  },
): Operation[] {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  const settled = new Map<string, Operation>();

  const settle = (operation: Operation): Operation => {
    const known = settled.get(operation.id);
    if (known !== undefined) return known;
    const { status: ownStatus, reason } = own(operation);
    const isSame = operation.status === ownStatus && operation.reason === reason;
    const result = isSame ? operation : { ...operation, status: ownStatus, reason };
    settled.set(operation.id, result);
    if (result.status !== 'planned') return result;
    const obstacles = operation.requires.flatMap((id) => {
      const required = byId.get(id);
      if (required === undefined) return [];
      const settledFirst = settle(required);
      return settledFirst.status === 'planned'
        ? []
        : [{ required: settledFirst, status: passedOn(settledFirst, operation) }];
    });
    // What waits comes by itself; what is held or blocked needs somebody.
    const obstacle = obstacles.find(({ status }) => status !== 'waiting') ?? obstacles[0];
    if (obstacle === undefined || (obstacle.status === 'waiting' && hasEnded(operation))) {
      return result;
    }
    const { required, status } = obstacle;
    const inherited = { ...result, status, reason: becauseOf(required) };
    settled.set(operation.id, inherited);
    return inherited;
  };
  return operations.map(settle);
}

/** Its time is over, whoever is to come in its place: a group that nobody assigns may never come. */
export function hasEnded({ kind, cause }: Operation): boolean {
  return takingKinds.has(kind) && cause === 'expiry';
}

/** Provisioning on demand only hurries: a grant whose group nobody hurries waits for Entra's own cycle. */
function passedOn(required: Operation, { kind }: Operation): OperationStatus {
  return required.kind === 'provision-group' && givingKinds.has(kind) ? 'waiting' : required.status;
}

/** Names the step at the root only: a chain of needs tells nobody more. */
function becauseOf(required: Operation): string {
  const { kind, permissionSet, account, principal, status, reason } = required;
  if (reason?.startsWith('needs "') === true) return reason;
  const application = 'application' in required ? required.application.name : null;
  // A reason is read in public repositories too: who is assigned to an application may be a user.
  const what = permissionSet ?? application ?? principal?.name ?? null;
  const where = account === null ? null : `on ${account.name}`;
  const step = [kind.replaceAll('-', ' '), what, where].filter((word) => word !== null).join(' ');
  return `needs "${step}", which is ${status}`;
}
