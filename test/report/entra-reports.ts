import type { ApplyReport, Outcome } from '../../src/core/outcome/apply-report.ts';
import type { Operation } from '../../src/core/plan/operation.ts';
import {
  account,
  at,
  bring,
  changeAttributes,
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
const fraud = unsynced('Fraud-Analysts', 1);
const science = unsynced('Data-Science', 2);
const support = unsynced('Support', 5);
const contractors = { ...group('Contractors'), entraObjectId: objectId(3) };
const byApply = notAssigned('Fraud-Analysts', { help: 'nothing: the apply assigns it' });

const done = { result: 'applied' } as const;

function ended(operations: readonly Operation[], outcome: Outcome): ApplyReport['outcomes'] {
  return operations.map((operation) => ({ operation, outcome }));
}

const brought = bring(fraud, at('access/fraud.yaml', 3));
const [assigned, provisioned] = brought;
const granted = grants(fraud, 'DeveloperAccess', [dev, test], {
  ...at('access/fraud.yaml', 3),
  requires: ['provision-group GROUP entra:9b1c0000-0000-4000-8000-000000000001'],
});
const [there] = bring(science);
const lost = revokes(contractors, 'ViewOnly', [dev]);
const takenOut = inEntra('unassign-group-from-application', contractors, {
  requires: lost.map(({ id }) => id),
});
const tagged = changeAttributes(null, { department: '${path:enterprise.department}' });

/** All of it went through; some of it follows by itself. */
export const entraDone: ApplyReport = {
  plan: plan([...brought, ...granted, ...lost, takenOut, tagged, ...(there ? [there] : [])], {
    findings: [byApply, nested('Fraud-Analysts')],
  }),
  outcomes: [
    ...ended(assigned ? [assigned] : [], done),
    ...ended(provisioned ? [provisioned] : [], {
      ...done,
      note: "12 members follow in Entra's next cycle",
    }),
    ...ended(granted, done),
    ...ended(lost, done),
    ...ended([takenOut], { ...done, note: "AWS deletes the group at Entra's next cycle" }),
    ...ended([tagged], done),
    ...ended(there ? [there] : [], { result: 'already-so' }),
  ],
  stopped: null,
};

const late = bring(science, at('access/data.yaml', 8)).map((step): Operation =>
  step.kind === 'provision-group'
    ? {
        ...step,
        status: 'waiting',
        reason: 'Entra has provisioned it, and AWS does not show it yet',
      }
    : step,
);
const lateGrants = grants(science, 'ViewOnly', [dev, test], {
  ...at('access/data.yaml', 8),
  status: 'waiting',
  reason: `needs "provision-group GROUP ${science.id}", which waits: Entra has provisioned it, and AWS does not show it yet`,
});

/** One group came, one is on its way, and of one Entra wants nothing to know. */
export const entraMixed: ApplyReport = {
  plan: plan([...brought, ...granted, ...late, ...lateGrants, ...bring(support)], {
    findings: [byApply],
  }),
  outcomes: [
    ...ended(brought, { result: 'already-so' }),
    ...ended(granted, done),
    ...ended(late.slice(0, 1), done),
    ...ended(bring(support).slice(0, 1), {
      result: 'failed',
      reason: 'Permission being assigned was not found on application',
      help: 'give the application of this run AppRoleAssignment.ReadWrite.All',
    }),
    ...ended([...bring(support).slice(1), ...grants(support, 'ViewOnly', [dev])], {
      result: 'not-attempted',
      reason: `"assign-group-to-application GROUP ${support.id}" did not succeed`,
    }),
  ],
  stopped: null,
};

const waits = {
  status: 'waiting',
  reason: 'Entra has not synced the group to AWS yet',
} as const;

/** `groupSync: check`: somebody has to assign one group, the other comes by itself. */
export const entraWaiting: ApplyReport = {
  plan: plan(
    [
      ...grants(fraud, 'DeveloperAccess', [dev, test], { ...at('access/fraud.yaml', 3), ...waits }),
      ...grants(science, 'ViewOnly', [dev], { ...at('access/data.yaml', 8), ...waits }),
      ...revokes(contractors, 'DeveloperAccess', [dev], {
        status: 'waiting',
        reason: 'needs "grant DeveloperAccess on payments-dev", which is waiting',
      }),
    ],
    { findings: [notAssigned('Fraud-Analysts'), notSynced('Data-Science')] },
  ),
  outcomes: [],
  stopped: null,
};

/** Nobody has to do anything but wait. */
export const entraSoon: ApplyReport = {
  plan: plan(grants(science, 'ViewOnly', [dev], { ...at('access/data.yaml', 8), ...waits }), {
    findings: [notSynced('Data-Science')],
  }),
  outcomes: [],
  stopped: null,
};

const unseen = {
  status: 'held',
  reason: 'no reviewed plan shows it as it would be done now',
} as const;

/** Pushed without a pull request: who approves it by its digest must see what it costs. */
export const entraHeld: ApplyReport = {
  plan: plan([
    inEntra('unassign-group-from-application', contractors, {
      ...at('access/settings.yaml', 11),
      ...unseen,
    }),
    ...bring(support, { ...at('access/support.yaml', 7), ...unseen }),
    changeAttributes({ department: '${path:enterprise.department}' }, null, {
      ...at('access/settings.yaml', 20),
      ...unseen,
      warnings: [{ kind: 'tag-in-policies', key: 'department', permissionSets: ['Support'] }],
    }),
  ]),
  outcomes: [],
  stopped: null,
};
