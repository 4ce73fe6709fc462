import type { JsonObject } from '../json.ts';
import { present } from '../json.ts';
import type { Knobs } from '../knobs.ts';
import { assignmentStatus, provisioningStatus } from '../operations/sso-admin/request-status.ts';
import type { AsyncRequests } from '../requests/async-requests.ts';
import { hexId } from '../world/ids.ts';
import type { PermissionSet, PrincipalRef } from '../world/state.ts';
import type { World } from '../world/world.ts';
import { contentCalls } from './content-calls.ts';
import type { EventHistory, TrailUser } from './event-history.ts';

interface Parts {
  readonly world: World;
  readonly trail: EventHistory;
  readonly requests: AsyncRequests;
  readonly knobs: Knobs;
}

const nothing = {
  managedPolicies: [],
  customerManagedPolicies: [],
  inlinePolicy: undefined,
  permissionsBoundary: undefined,
};

/** Writes down what somebody does in the console, as CloudTrail records the console's calls. */
export class ConsoleTrail {
  readonly #parts: Parts;
  readonly #user: TrailUser;

  constructor(parts: Parts, who = 'admin@example.com') {
    this.#parts = parts;
    this.#user = consoleUser(parts.world, who);
  }

  /** The same for somebody else: an ARN, or the user name of an administrator of the organization. */
  as(who: string): ConsoleTrail {
    return new ConsoleTrail(this.#parts, who);
  }

  call(name: string, request: JsonObject, response: JsonObject | null = null): void {
    const { world, trail } = this.#parts;
    const { region } = world.place.instance;
    const at = world.clock.now();
    trail.add({ name, at, region, user: this.#user, request, response, error: null });
  }

  /** On the instance, with its ARN. */
  onInstance(name: string, request: JsonObject = {}, response: JsonObject | null = null): void {
    this.call(name, { InstanceArn: this.#parts.world.place.instance.arn, ...request }, response);
  }

  assignment(
    kind: 'creation' | 'deletion',
    accountId: string,
    permissionSetArn: string,
    principal: PrincipalRef,
  ): void {
    if (this.#parts.knobs.behaviour.consoleCalls === 'legacy') {
      this.profile(kind, `${accountId} ${permissionSetArn}`, principal);
      return;
    }
    const { requests } = this.#parts;
    const done = requests.done({ kind, permissionSetArn, accountId, principal });
    const creation = kind === 'creation';
    this.onInstance(
      creation ? 'CreateAccountAssignment' : 'DeleteAccountAssignment',
      {
        TargetId: accountId,
        TargetType: 'AWS_ACCOUNT',
        PermissionSetArn: permissionSetArn,
        PrincipalType: principal.type,
        PrincipalId: principal.id,
      },
      {
        [creation ? 'AccountAssignmentCreationStatus' : 'AccountAssignmentDeletionStatus']:
          assignmentStatus({ ...done, status: 'IN_PROGRESS' }),
      },
    );
  }

  /**
   * The console's own call, whose profile stands for an application, or for a permission set in an
   * account. Seen of AssociateProfile; that DisassociateProfile has the same members is assumed. What
   * either answers is not known.
   */
  profile(kind: 'creation' | 'deletion', profile: string, principal: PrincipalRef): void {
    const { identityStoreId } = this.#parts.world.place.instance;
    const name = principal.type === 'USER' ? 'userName' : 'groupName';
    this.call(kind === 'creation' ? 'AssociateProfile' : 'DisassociateProfile', {
      accessorId: principal.id,
      accessorType: principal.type,
      accessorDisplay: { [name]: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      directoryId: identityStoreId,
      directoryType: 'UserPool',
      instanceId: `ins-${hexId('application instance', profile, 16)}`,
      profileId: `p-${hexId('profile', profile, 16)}`,
    });
  }

  /** One call for each part of the permission set that differs. */
  content(before: PermissionSet, after: PermissionSet): void {
    const legacy = this.#parts.knobs.behaviour.consoleCalls === 'legacy';
    for (const { name, request } of contentCalls(before, after, legacy)) {
      if (name === 'PutPermissionsPolicy') this.call(name, request);
      else this.onInstance(name, { PermissionSetArn: after.arn, ...request });
    }
  }

  /** A new one has no policies at first: each comes with its own call. */
  created(set: PermissionSet): void {
    const { name, arn, description, tags, content } = set;
    const { sessionDuration, relayState } = content;
    this.onInstance(
      'CreatePermissionSet',
      present({
        Name: name,
        Description: description,
        SessionDuration: sessionDuration,
        RelayState: relayState,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
      { PermissionSet: { Name: name, PermissionSetArn: arn } },
    );
    this.content({ ...set, content: { ...nothing, sessionDuration, relayState } }, set);
  }

  attributes(isOn: boolean, attributes: Readonly<Record<string, string>> | null): void {
    const verb = attributes === null ? 'Delete' : isOn ? 'Update' : 'Create';
    const AccessControlAttributes = Object.entries(attributes ?? {}).map(([Key, source]) => ({
      Key,
      Value: { Source: [source] },
    }));
    this.onInstance(
      `${verb}InstanceAccessControlAttributeConfiguration`,
      attributes === null
        ? {}
        : { InstanceAccessControlAttributeConfiguration: { AccessControlAttributes } },
    );
  }

  provisioning(permissionSetArn: string, accountId: string | undefined): void {
    const { requests } = this.#parts;
    const kind = 'provisioning';
    const done = requests.done({ kind, permissionSetArn, accountId, principal: undefined });
    const target = accountId === undefined ? 'ALL_PROVISIONED_ACCOUNTS' : 'AWS_ACCOUNT';
    this.onInstance(
      'ProvisionPermissionSet',
      {
        PermissionSetArn: permissionSetArn,
        TargetType: target,
        ...(accountId !== undefined && { TargetId: accountId }),
      },
      { PermissionSetProvisioningStatus: provisioningStatus({ ...done, status: 'IN_PROGRESS' }) },
    );
  }
}

function consoleUser(world: World, who: string): TrailUser {
  const { partition, managementAccountId } = world.place;
  const role = `AWSReservedSSO_AWSAdministratorAccess_${hexId('console role', managementAccountId, 16)}`;
  const arn = who.startsWith('arn:')
    ? who
    : `arn:${partition}:sts::${managementAccountId}:assumed-role/${role}/${who}`;
  return {
    arn,
    accountId: arn.split(':')[4] ?? managementAccountId,
    accessKeyId: `ASIA${hexId('console key', arn, 16).toUpperCase()}`,
    userAgent:
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    sourceIpAddress: '198.51.100.7',
    isConsole: true,
  };
}
