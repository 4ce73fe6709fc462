import type { LiveAttributes } from '../../../src/core/model/access-control.ts';
import type { LiveApplications } from '../../../src/core/model/application.ts';
import type { LiveAssignment, ProvisionedPair } from '../../../src/core/model/assignment.ts';
import { isPermissionSetArn, type PermissionSetArn } from '../../../src/core/model/ids.ts';
import type { LivePermissionSet } from '../../../src/core/model/permission-set.ts';
import type { Group } from '../../../src/core/model/principal.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { IdentityCenterReader } from '../../../src/ports/identity-center-read.ts';
import type {
  AsyncOutcome,
  IdentityCenterWriter,
} from '../../../src/ports/identity-center-write.ts';
import { PortError } from '../../../src/ports/port-error.ts';
import type { AwsReadPorts } from '../../../src/ports/readers.ts';
import { fakeApplications } from './fake-applications.ts';
import { fakeOrganization } from './fake-organization.ts';

export interface FakeAws {
  readonly readers: AwsReadPorts;
  readonly writer: IdentityCenterWriter;
  /** Writes in their order: `createAssignment Admin dev-id group-Blue`. */
  readonly writes: readonly string[];
  readonly assignments: readonly LiveAssignment[];
  readonly sets: ReadonlyMap<PermissionSetArn, LivePermissionSet>;
  readonly attributes: LiveAttributes;
  readonly applicationAssignments: LiveApplications['assignments'];
}

export interface FakeAwsOptions {
  /** Asked before every call, with its name and what it is about; may throw what the call rejects with. */
  readonly before?: (call: string, about: readonly string[]) => void;
  /** Asked after every write has happened; may throw that its answer was lost. */
  readonly after?: (call: string, about: readonly string[]) => void;
  /** What is live of them, where that is not what the snapshot says. */
  readonly attributes?: LiveAttributes;
  /** How a request that AWS took ends; succeeds unless it says otherwise. */
  readonly ends?: (call: string, about: readonly string[]) => AsyncOutcome | null;
  /** The order in which lists come. */
  readonly order?: <T>(list: readonly T[]) => readonly T[];
  /** Groups of the identity store where something brings more of them; those of the snapshot otherwise. */
  readonly groups?: () => readonly Group[];
  /** Ids of users by group id; groups that are not in here are empty. */
  readonly members?: Readonly<Record<string, readonly string[]>>;
  /** All of them and their assignments; none otherwise. */
  readonly applications?: Pick<LiveApplications, 'applications' | 'assignments'>;
}

const succeeded: AsyncOutcome = { status: 'succeeded' };

/** An organization in memory that starts as the snapshot and holds what is written to it. */
export function fakeAws(snapshot: Snapshot, options: FakeAwsOptions = {}): FakeAws {
  const { before = () => undefined, after = () => undefined } = options;
  const { ends = () => null, order = (list) => list } = options;
  const sets = new Map(snapshot.permissionSets.map((set) => [set.arn, set]));
  let assignments: LiveAssignment[] = [...snapshot.assignments];
  let pairs: ProvisionedPair[] = [...snapshot.provisioned];
  let attributes = options.attributes ?? snapshot.accessControlAttributes ?? { status: 'absent' };
  /** What reads show next, before they go on showing `attributes`. */
  const passing: LiveAttributes[] = [];
  const writes: string[] = [];

  const ask = <T>(call: string, about: readonly string[], answer: () => T): Promise<T> =>
    Promise.resolve().then(() => {
      before(call, about);
      return answer();
    });
  const tell = <T>(call: string, about: readonly string[], change: () => T): Promise<T> =>
    ask(call, about, () => {
      writes.push([call, ...about].join(' '));
      const answer = change();
      after(call, about);
      return answer;
    });
  const request = (
    call: string,
    about: readonly string[],
    change: () => void,
  ): Promise<AsyncOutcome> =>
    tell(call, about, () => {
      const end = ends(call, about) ?? succeeded;
      if (end.status === 'succeeded') change();
      return end;
    });
  const the = (arn: PermissionSetArn): LivePermissionSet => {
    const found = sets.get(arn);
    if (found === undefined) throw new PortError('not-found', 'sso:any', `${arn} is not there`);
    return found;
  };
  const nameOf = (arn: PermissionSetArn): string => sets.get(arn)?.name ?? arn;
  const edit = (
    call: string,
    arn: PermissionSetArn,
    change: (set: LivePermissionSet) => Partial<LivePermissionSet>,
    stales = true,
  ): Promise<void> =>
    tell(call, [nameOf(arn)], () => {
      sets.set(arn, { ...the(arn), ...change(the(arn)) });
      if (!stales) return;
      pairs = pairs.map((pair) =>
        pair.permissionSetArn === arn ? { ...pair, stale: true } : pair,
      );
    });
  const content = (
    call: string,
    arn: PermissionSetArn,
    change: (now: LivePermissionSet['content']) => Partial<LivePermissionSet['content']>,
  ): Promise<void> =>
    edit(call, arn, (set) => ({ content: { ...set.content, ...change(set.content) } }));
  const whose = (one: LiveAssignment): string[] => [
    nameOf(one.permissionSetArn),
    one.accountId,
    one.principalId,
  ];
  const same = (a: LiveAssignment, b: LiveAssignment): boolean =>
    whose(a).join(' ') === whose(b).join(' ');
  const isPair =
    (one: LiveAssignment) =>
    (pair: { readonly permissionSetArn: string; readonly accountId: string }): boolean =>
      pair.permissionSetArn === one.permissionSetArn && pair.accountId === one.accountId;

  const identityCenter: IdentityCenterReader = {
    listInstances: () => ask('listInstances', [], () => [snapshot.instance]),
    listPermissionSets: () => ask('listPermissionSets', [], () => order([...sets.keys()])),
    describePermissionSet: (_, arn) =>
      ask('describePermissionSet', [nameOf(arn)], () => {
        const set = sets.get(arn);
        if (set === undefined) return null;
        const { description, sessionDuration, relayState } = set.content;
        return { arn, name: set.name, description, sessionDuration, relayState };
      }),
    readPermissionSetDetails: (_, arn) =>
      ask('readPermissionSetDetails', [nameOf(arn)], () => {
        const { content: whole, tags } = the(arn);
        const { managedPolicies, customerManagedPolicies, inlinePolicy, permissionsBoundary } =
          whole;
        return {
          managedPolicies,
          customerManagedPolicies,
          inlinePolicy,
          permissionsBoundary,
          tags,
        };
      }),
    readTags: (_, arn) => ask('readTags', [nameOf(arn)], () => the(arn).tags),
    listProvisionedAccounts: (_, arn, which) =>
      ask('listProvisionedAccounts', [nameOf(arn), which], () =>
        order(
          pairs
            .filter((pair) => pair.permissionSetArn === arn && (which === 'all' || pair.stale))
            .map(({ accountId }) => accountId),
        ),
      ),
    listAssignments: (_, arn, accountId) =>
      ask('listAssignments', [nameOf(arn), accountId], () =>
        order(
          assignments.filter((one) => one.permissionSetArn === arn && one.accountId === accountId),
        ),
      ),
    listAssignmentsOf: (_, { type, id }) =>
      ask('listAssignmentsOf', [type, id], () =>
        order(assignments.filter((one) => one.principalType === type && one.principalId === id)),
      ),
    listPermissionSetsIn: (_, accountId) =>
      ask('listPermissionSetsIn', [accountId], () =>
        order(
          pairs
            .filter((pair) => pair.accountId === accountId)
            .map(({ permissionSetArn }) => permissionSetArn),
        ),
      ),
    readAccessControlAttributes: () =>
      ask('readAccessControlAttributes', [], () => passing.shift() ?? attributes),
  };

  const applications = fakeApplications(options.applications, { ask, tell, order });
  const writer: IdentityCenterWriter = {
    ...applications.writes,
    createPermissionSet: (_, name, scalars, tags) =>
      tell('createPermissionSet', [name], () => {
        const id = `ps-made${String(sets.size).padStart(12, '0')}`;
        const arn = `arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/${id}`;
        if (!isPermissionSetArn(arn)) throw new Error(`not an ARN: ${arn}`);
        const { description, sessionDuration, relayState } = scalars;
        const rest = { managedPolicies: [], customerManagedPolicies: [] };
        const none = { inlinePolicy: null, permissionsBoundary: null };
        const made = { description, sessionDuration, relayState, ...rest, ...none };
        sets.set(arn, { arn, name, content: made, tags });
        return arn;
      }),
    updatePermissionSet: (_, arn, { description, sessionDuration, relayState }) =>
      content('updatePermissionSet', arn, () => ({ description, sessionDuration, relayState })),
    attachManagedPolicy: (_, arn, policy) =>
      content('attachManagedPolicy', arn, ({ managedPolicies }) => ({
        managedPolicies: [...managedPolicies, policy].toSorted(),
      })),
    detachManagedPolicy: (_, arn, policy) =>
      content('detachManagedPolicy', arn, ({ managedPolicies }) => ({
        managedPolicies: managedPolicies.filter((each) => each !== policy),
      })),
    attachCustomerManagedPolicy: (_, arn, policy) =>
      content('attachCustomerManagedPolicy', arn, (now) => ({
        customerManagedPolicies: [...now.customerManagedPolicies, policy],
      })),
    detachCustomerManagedPolicy: (_, arn, { name, path }) =>
      content('detachCustomerManagedPolicy', arn, (now) => ({
        customerManagedPolicies: now.customerManagedPolicies.filter(
          (each) => each.name !== name || each.path !== path,
        ),
      })),
    putInlinePolicy: (_, arn, inlinePolicy) =>
      content('putInlinePolicy', arn, () => ({ inlinePolicy })),
    deleteInlinePolicy: (_, arn) =>
      content('deleteInlinePolicy', arn, () => ({ inlinePolicy: null })),
    putPermissionsBoundary: (_, arn, permissionsBoundary) =>
      content('putPermissionsBoundary', arn, () => ({ permissionsBoundary })),
    deletePermissionsBoundary: (_, arn) =>
      content('deletePermissionsBoundary', arn, () => ({ permissionsBoundary: null })),
    tag: (_, arn, tags) => edit('tag', arn, (set) => ({ tags: { ...set.tags, ...tags } }), false),
    untag: (_, arn, keys) =>
      edit(
        'untag',
        arn,
        ({ tags }) => ({
          tags: Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))),
        }),
        false,
      ),
    deletePermissionSet: (_, arn) =>
      tell('deletePermissionSet', [nameOf(arn)], () => void sets.delete(arn)),
    provision: (_, arn, target) =>
      request('provision', [nameOf(arn), target], () => {
        const isMeant = (pair: ProvisionedPair): boolean =>
          pair.permissionSetArn === arn &&
          (target === 'all-provisioned' || pair.accountId === target);
        pairs = pairs.map((pair) => (isMeant(pair) ? { ...pair, stale: false } : pair));
      }),
    createAssignment: (_, one) =>
      request('createAssignment', whose(one), () => {
        assignments = [...assignments.filter((other) => !same(one, other)), one];
        const { permissionSetArn, accountId } = one;
        pairs = pairs.filter((pair) => !isPair(one)(pair));
        pairs.push({ permissionSetArn, accountId, stale: false });
      }),
    deleteAssignment: (_, one) =>
      request('deleteAssignment', whose(one), () => {
        assignments = assignments.filter((other) => !same(one, other));
        if (assignments.some(isPair(one))) return;
        pairs = pairs.filter((pair) => !isPair(one)(pair));
      }),
    writeAccessControlAttributes: (_, write) =>
      tell('writeAccessControlAttributes', [write.call], () => {
        const isThere = attributes.status !== 'absent';
        if (isThere === (write.call === 'create')) {
          throw new PortError(
            isThere ? 'conflict' : 'not-found',
            'sso:any',
            `refused ${write.call}`,
          );
        }
        // Reads trail writes.
        passing.push(attributes);
        if (write.call === 'delete') attributes = { status: 'absent' };
        else if (write.call === 'update') {
          attributes = { status: 'enabled', attributes: write.attributes };
        } else {
          const creating = { status: 'creating', attributes: write.attributes } as const;
          const end = ends('writeAccessControlAttributes', [write.call]) ?? succeeded;
          passing.push(creating);
          if (end.status === 'unfinished') attributes = creating;
          else if (end.status === 'failed') attributes = end;
          else attributes = { ...creating, status: 'enabled' };
        }
      }),
  };

  return {
    writes,
    sets,
    writer,
    get assignments() {
      return assignments;
    },
    get attributes() {
      return attributes;
    },
    get applicationAssignments() {
      return applications.assignments();
    },
    readers: {
      identityCenter,
      applications: applications.reader,
      trail: {
        lookUp: ({ since }) =>
          ask('lookUp', [], () => ({ events: [], reach: { since, why: null } })),
        outcomeOf: (_, kind, id) => ask('outcomeOf', [kind, id], () => null),
      },
      ...fakeOrganization(
        snapshot,
        ask,
        order,
        options.groups ?? (() => snapshot.groups),
        options.members,
      ),
    },
  };
}
