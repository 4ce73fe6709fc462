import type { Plan } from '../../src/core/plan/plan.ts';
import {
  account,
  administrator,
  APPLICATION,
  at,
  bring,
  changeAttributes,
  changeSet,
  finding,
  grants,
  group,
  inEntra,
  nested,
  notAssigned,
  notSynced,
  objectId,
  plan,
  revokes,
  unsynced,
} from './build-plan.ts';

const dev = account('payments-dev', 111122223333);
const test = account('payments-test', 111122223334);
const prod = account('payments-prod', 111122223335);
const fraud = unsynced('Fraud-Analysts', 1);
const science = unsynced('Data-Science', 2);
const contractors = { ...group('Contractors'), entraObjectId: objectId(3) };
const auditors = { ...group('Auditors'), entraObjectId: objectId(4) };
const byApply = { help: 'nothing: the apply assigns it' };

/** Everything that `groupSync: manage` does in Entra, with what it is for. */
export const managed: Plan = plan(
  [
    ...bring(fraud, at('access/fraud.yaml', 3)),
    ...grants(fraud, 'DeveloperAccess', [dev, test], at('access/fraud.yaml', 3)),
    inEntra('provision-group', science, at('access/data.yaml', 8)),
    ...grants(science, 'AdministratorAccess', [test], {
      ...at('access/data.yaml', 8),
      warnings: [administrator],
    }),
    inEntra('assign-group-to-application', auditors, at('access/audit.yaml', 2)),
    inEntra('unassign-group-from-application', contractors, at('access/settings.yaml', 11)),
    ...revokes(contractors, 'ViewOnly', [dev], at('access/payments.yaml', 22)),
  ],
  {
    findings: [
      notAssigned('Fraud-Analysts', byApply),
      notSynced('Data-Science', { help: 'nothing: the apply provisions it on demand' }),
      notAssigned('Auditors', {
        ...byApply,
        why: 'AWS has it still; the next provisioning cycle takes it away, and its access with it',
      }),
      nested('Data-Science', { origin: { file: 'access/data.yaml', line: 9 } }),
      finding({
        code: 'group-no-longer-named',
        severity: 'info',
        headline: `no rule names "Interns" any more; it stays assigned to "${APPLICATION}"`,
        why: 'AWS deletes a group that is taken out of the application, with everything it holds',
        help: 'to have it taken out, list "Interns" in settings.entra.unassignGroups',
        origin: { file: 'access/settings.yaml', line: 2 },
        causedByHead: true,
      }),
    ],
  },
);

const waits = {
  status: 'waiting',
  reason: 'Entra has not synced the group to AWS yet',
} as const;

/** `groupSync: check`: grants wait for people or for the next cycle, and what they replace stays so long. */
export const unsyncedGroups: Plan = plan(
  [
    ...grants(fraud, 'DeveloperAccess', [dev, test], { ...at('access/fraud.yaml', 3), ...waits }),
    ...grants(fraud, 'ViewOnly', [prod], { ...at('access/fraud.yaml', 3), ...waits }),
    ...grants(science, 'ViewOnly', [dev, test], { ...at('access/data.yaml', 8), ...waits }),
    ...revokes(contractors, 'DeveloperAccess', [dev], {
      ...at('access/fraud.yaml', 4),
      status: 'waiting',
      reason: 'needs "grant DeveloperAccess on payments-dev", which is waiting',
    }),
    changeSet('FraudAccess', { sessionDuration: 3600 }, null, {
      status: 'waiting',
      reason: 'needs "grant DeveloperAccess on payments-dev", which is waiting',
    }),
    ...grants(auditors, 'ViewOnly', [prod], at('access/audit.yaml', 2)),
  ],
  {
    findings: [
      notAssigned('Fraud-Analysts', { origin: { file: 'access/fraud.yaml', line: 5 } }),
      notSynced('Data-Science', { origin: { file: 'access/data.yaml', line: 9 } }),
      finding({
        code: 'group-recreated',
        headline: `group "Data-Science" in Entra (${objectId(2)}) is not the one that AWS has under that name (90676e1c-2001, object id ${objectId(8)})`,
        why: 'it was deleted and created again, or made in AWS: what the old one holds does not pass to the new one by name',
        help: 'check who made the new group; once Entra has replaced the old one, a drift run shows what to move',
        origin: { file: 'access/data.yaml', line: 9 },
        causedByHead: true,
      }),
    ],
  },
);

/** A change to something else, while other groups have their own troubles. */
export const elsewhereInEntra: Plan = plan(
  [
    ...grants(auditors, 'ViewOnly', [prod], at('access/audit.yaml', 2)),
    ...grants(fraud, 'DeveloperAccess', [dev], {
      ...at('access/fraud.yaml', 3),
      ...waits,
      cause: 'pending',
    }),
    ...bring(science, { ...at('access/data.yaml', 8), cause: 'drift' }),
    ...grants(science, 'ViewOnly', [dev], { ...at('access/data.yaml', 8), cause: 'drift' }),
    inEntra('assign-group-to-application', contractors, {
      ...at('access/vendors.yaml', 4),
      cause: 'drift',
    }),
  ],
  {
    findings: [
      notSynced('Fraud-Analysts', { causedByHead: false }),
      notAssigned('Data-Science', { ...byApply, causedByHead: false }),
      notAssigned('Contractors', { ...byApply, causedByHead: false }),
      notAssigned('Support', {
        why: 'AWS has it still; the next provisioning cycle takes it away, and its access with it',
        origin: { file: 'access/support.yaml', line: 7 },
        causedByHead: false,
      }),
      nested('Platform', { causedByHead: false }),
      finding({
        code: 'group-not-security-enabled',
        headline: 'group "Auditors" is in AWS and no longer security-enabled',
        why: 'only security-enabled groups stay assigned and in step',
        help: 'have it security-enabled again, or name another group',
      }),
    ],
  },
);

/** Names that mean nothing, or too much, to Entra: what they could be hiding is not revoked. */
export const unresolvedInEntra: Plan = plan(
  [
    ...revokes(auditors, 'ViewOnly', [dev], {
      status: 'blocked',
      reason:
        'who "Fraud", "Payments", "Old-Team", "News" is cannot be decided (access/fraud.yaml:3)',
    }),
    inEntra('unassign-group-from-application', contractors, {
      ...at('access/settings.yaml', 11),
      status: 'blocked',
      reason: 'the group still holds "Billing", which would die with it',
    }),
  ],
  {
    findings: [
      finding({
        code: 'ambiguous-group',
        severity: 'error',
        headline: '2 groups of Entra answer to "Fraud"',
        why: `their object ids are ${objectId(5)}, ${objectId(6)}; Entra lets groups share a name, and anybody who makes one more would be meant too`,
        help: 'name the one you mean as "entra:<object id>"',
        origin: { file: 'access/fraud.yaml', line: 4 },
        causedByHead: true,
      }),
      finding({
        code: 'group-deleted',
        severity: 'error',
        headline: `group "Payments" (${objectId(7)}) was deleted in Entra on 2026-11-02`,
        why: 'Entra takes it out of AWS too; it can be restored for 30 days, with the same object id',
        help: 'restore it in the Entra admin center, or take it out of the rule',
        origin: { file: 'access/fraud.yaml', line: 5 },
      }),
      finding({
        code: 'group-not-in-entra',
        severity: 'error',
        headline: 'group "Old-Team" is in the identity store and not in Entra',
        help: 'correct the name; if the one in AWS is meant all the same, name it id:90676e1c-2001',
        origin: { file: 'access/fraud.yaml', line: 6 },
        causedByHead: true,
      }),
      finding({
        code: 'group-not-security-enabled',
        severity: 'error',
        headline: 'group "News" is not security-enabled',
        why: 'only security-enabled groups can be assigned to the enterprise application and reach AWS',
        help: 'name a security group, or have this one security-enabled',
        origin: { file: 'access/fraud.yaml', line: 7 },
        causedByHead: true,
      }),
    ],
  },
);

/** A group was deleted and created again in Entra; nobody has brought the new one to AWS. */
export const waitingDrift: Plan = plan(
  grants(fraud, 'DeveloperAccess', [dev, test], {
    ...at('access/fraud.yaml', 3),
    ...waits,
    cause: 'drift',
  }),
  { findings: [notSynced('Fraud-Analysts', { causedByHead: false })] },
);

/** Somebody took groups out of the application by hand. */
export const driftInEntra: Plan = plan(
  [
    inEntra('assign-group-to-application', auditors, {
      ...at('access/audit.yaml', 2),
      cause: 'drift',
    }),
    changeAttributes(
      { department: '${path:title}' },
      { department: '${path:enterprise.department}' },
      { ...at('access/settings.yaml', 20), cause: 'drift' },
    ),
  ],
  { findings: [notAssigned('Auditors', { ...byApply, causedByHead: false })] },
);

export const sessionTags: Plan = plan([
  changeAttributes(
    { department: '${path:title}', team: '${path:userName}' },
    { costCenter: '${path:enterprise.costCenter}', department: '${path:enterprise.department}' },
    {
      ...at('access/settings.yaml', 20),
      warnings: [
        {
          kind: 'tag-in-policies',
          key: 'department',
          permissionSets: ['DeveloperAccess', 'Support'],
        },
        { kind: 'repairs-drift', fields: ['department'] },
      ],
    },
  ),
]);

/** More groups than anybody wants to read about twice. */
export const manyGroups: Plan = plan(
  Array.from({ length: 40 }, (_, index) =>
    unsynced(`Team-${String(index + 1).padStart(2, '0')}`, index),
  ).flatMap((principal) => [
    ...bring(principal, at('access/teams.yaml', 3)),
    ...grants(principal, 'ViewOnly', [dev], at('access/teams.yaml', 3)),
  ]),
);
