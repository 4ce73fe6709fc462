import type { EntraFacts, EntraUser } from '../core/doctor/entra-facts.ts';
import { doctorPermissions } from '../core/doctor/doctor-permissions.ts';
import { both, type Known, known, type Unknown, unknown } from '../core/doctor/known.ts';
import type { Provisioning } from '../core/doctor/provisioning-facts.ts';
import { theApplication } from '../core/doctor/the-application.ts';
import { theJob } from '../core/doctor/the-job.ts';
import type { EntraSettings } from '../core/mapping/mapping.ts';
import type { ConnectFederation } from '../ports/connect-federation.ts';
import type { FederationReader, GroupsRead, SeenUser } from '../ports/federation-read.ts';
import { knownFrom, knownPart, type Lacking } from './known-part.ts';

const dayMilliseconds = 86_400_000;

/** Reads Entra's half of the federation; whatever fails is told by the checks that need it. */
export async function gatherFederationEntra(
  connect: ConnectFederation,
  settings: EntraSettings | null,
  now: string,
): Promise<EntraFacts> {
  if (settings === null) {
    const nothing = unknown('The files do not say which tenant of Entra ID it is.', {
      help: 'declare settings.entra with the tenantId',
    });
    return nothingOf(null, { state: 'not-declared' }, nothing);
  }
  const reader = connect(settings);
  const jobIdentity = await knownPart(reader.readJobIdentity());
  const permissions = await knownPart(reader.signIn());
  if (!permissions.known) {
    const { why, help } = permissions;
    const state = { state: 'failed' as const, why: why.join(' '), help: help ?? 'run it again' };
    const nothing = unknown('The sign-in to Entra ID failed.', { help: 'mend the sign-in first' });
    return { ...nothingOf(settings, state, nothing), jobIdentity };
  }
  const may = lackingOf(permissions.value);
  const [federatedCredentials, applications, singleAccountApplications, policies, subscriptions] =
    await Promise.all([
      knownPart(credentialsOf(reader), may.applications),
      knownPart(reader.findApplications(settings.application), may.applications),
      knownPart(reader.findSingleAccountApplications(), may.applications),
      knownPart(reader.listAccessPolicies(), may.policies),
      knownPart(reader.listSubscriptions(), may.subscriptions),
    ]);
  const signedIn: EntraFacts = {
    ...nothingOf(settings, { state: 'signed-in', permissions: permissions.value }, notYet),
    jobIdentity,
    federatedCredentials,
    applications,
    singleAccountApplications,
    accessPolicies: policies,
    subscriptions,
  };
  const application = theApplication(signedIn);
  const [registration, assigned, provisioning] = await Promise.all([
    knownFrom(application, ({ appId }) => reader.readRegistration(appId), may.applications),
    knownFrom(application, ({ id }) => reader.listAssigned(id), may.applications),
    readProvisioning(reader, signedIn, permissions.value, now),
  ]);
  const read = await knownFrom(
    assigned,
    (all) => reader.readGroups(all.filter(({ type }) => type === 'group').map(({ id }) => id)),
    may.groups,
  );
  const direct = await knownFrom(
    assigned,
    (all) => reader.readUsers(all.filter(({ type }) => type === 'user').map(({ id }) => id)),
    may.users,
  );
  return {
    ...signedIn,
    registration,
    assigned,
    provisioning,
    groups: read.known ? known(read.value.groups) : read,
    people: peopleOf(read, direct),
  };
}

/** A refusal of what the token carries has another reason, such as a tenant without the license. */
function lackingOf(held: readonly string[] | null) {
  const of = (permission: string): Lacking => {
    const missing = held?.includes(permission) === true ? null : permission;
    return () => missing;
  };
  return {
    applications: of(doctorPermissions.applications),
    groups: of(doctorPermissions.groups),
    users: of(doctorPermissions.users),
    provisioning: of(doctorPermissions.provisioning),
    credentials: of(doctorPermissions.credentials),
    logs: of(doctorPermissions.logs),
    policies: of(doctorPermissions.policies),
    subscriptions: of(doctorPermissions.subscriptions),
  };
}

const notYet = unknown('It was not read.');

function nothingOf(
  settings: EntraSettings | null,
  signIn: EntraFacts['signIn'],
  nothing: Unknown,
): EntraFacts {
  return {
    settings,
    signIn,
    jobIdentity: nothing,
    federatedCredentials: nothing,
    applications: nothing,
    singleAccountApplications: nothing,
    registration: nothing,
    assigned: nothing,
    groups: nothing,
    people: nothing,
    provisioning: {
      jobs: nothing,
      schema: nothing,
      settings: nothing,
      credentials: nothing,
      failures: nothing,
    },
    accessPolicies: nothing,
    subscriptions: nothing,
  };
}

async function credentialsOf(reader: FederationReader) {
  return (await reader.listFederatedCredentials()) ?? [];
}

async function readProvisioning(
  reader: FederationReader,
  entra: EntraFacts,
  permissions: readonly string[] | null,
  now: string,
): Promise<Provisioning> {
  const may = lackingOf(permissions);
  const application = theApplication(entra);
  const yesterday = new Date(Date.parse(now) - dayMilliseconds).toISOString();
  const [jobs, settings] = await Promise.all([
    knownFrom(application, ({ id }) => reader.listJobs(id), may.provisioning),
    knownFrom(application, ({ id }) => reader.readProvisioningSettings(id), may.provisioning),
  ]);
  const job = theJob({ ...entra, provisioning: { ...entra.provisioning, jobs } });
  const given = both(application, job);
  const [schema, failures, credentials] = await Promise.all([
    knownFrom(given, ([{ id }, { id: jobId }]) => reader.readSchema(id, jobId), may.provisioning),
    knownFrom(job, ({ id }) => reader.listFailures(id, yesterday), may.logs),
    // Asking needs a permission to write, so it is only asked where that is there anyway.
    permissions?.includes(doctorPermissions.credentials) === true
      ? knownFrom(
          given,
          ([{ id }, { id: jobId }]) => reader.tryCredentials(id, jobId),
          may.credentials,
        )
      : untried(permissions),
  ]);
  return { jobs, schema, settings, credentials, failures };
}

function untried(permissions: readonly string[] | null): Unknown {
  if (permissions === null) {
    return unknown(
      'Only who may write may ask Entra ID to try its saved credentials, and which permissions the token carries cannot be read.',
      { help: 'see the last cycle and the quarantine: they show a dead token too' },
    );
  }
  return unknown('Graph lets only who may write ask Entra ID to try its saved credentials.', {
    missing: doctorPermissions.credentials,
    help: `grant ${doctorPermissions.credentials} if the doctor shall try them; the last cycle and the quarantine show a dead token too`,
  });
}

/** Without names nobody can be compared with AWS. */
function peopleOf(
  read: Known<GroupsRead>,
  direct: Known<readonly SeenUser[]>,
): Known<readonly EntraUser[]> {
  const given = both(read, direct);
  if (!given.known) return given;
  const [{ people }, users] = given.value;
  const all = new Map([...people, ...users].map((user) => [user.id, user]));
  const named = [...all.values()].flatMap((user) => {
    const { userPrincipalName } = user;
    return userPrincipalName === null ? [] : [{ ...user, userPrincipalName }];
  });
  if (named.length === all.size) return known(named);
  return unknown('Graph shows the ids of group members and not their names.', {
    missing: doctorPermissions.users,
    help: `grant ${doctorPermissions.users} to the app registration and consent to it`,
  });
}
