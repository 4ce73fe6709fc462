/**
 * Everything about AWS that is a limit, a duration or not known for certain. All times are
 * simulated milliseconds. The object a simulator runs with may be changed while it runs.
 */
export interface Knobs {
  /** Unknown members of a request are refused; AWS itself ignores them. */
  strict: boolean;
  /** How long any answer takes. */
  latencyMs: number;
  /** Requests a second and how many may come at once, one bucket a service. */
  throttle: {
    'sso-admin': Rate;
    identitystore: Rate;
    cloudtrail: Rate;
    lookupEvents: Rate;
    accessanalyzer: Rate;
    /** AWS publishes a rate for each operation; this one is for those it does not list. */
    organizationsDefault: Rate;
    organizations: Record<string, Rate>;
  };
  trail: {
    /** How late an event shows in CloudTrail's event history: minutes at AWS. */
    delivery: number;
    /** How long it is kept; less than AWS's 90 days: a history that begins late. */
    retention: number;
  };
  limits: {
    outstandingAssignments: number;
    concurrentProvisionings: number;
    permissionSets: number;
    setsPerAccount: number;
    managedPoliciesPerSet: number;
    /** IAM's own limit on a role in the target account; above it provisioning fails. */
    managedPoliciesPerRole: number;
    inlinePolicyBytes: number;
    inlinePolicyNonWhitespaceBytes: number;
    tagsPerSet: number;
    accountsPerProvisioning: number;
  };
  durations: {
    /** One assignment takes a fixed but different time for each request in this range. */
    assignmentMin: number;
    assignmentMax: number;
    provisioningBase: number;
    provisioningPerAccount: number;
    /** How long a request waits for a suspended account before it fails. */
    suspendedAccount: number;
    /** How long a pair stays listed as provisioned after its last assignment went. */
    deprovisionLag: number;
    /** After an edit of a permission set the next write to it conflicts for this long. */
    writePropagation: number;
    /** Enabling attributes for access control, which touches the trust of every role. */
    accessControlCreation: number;
    /** How old the state is that lists are answered from. */
    readLag: number;
    /** How long the state of an asynchronous request can be asked for; null: for ever. */
    requestRetention: number | null;
  };
  pages: {
    /** No page is longer than this, whatever MaxResults says. */
    maxSize: number | null;
    /** Page 0, n, 2n … of every list is empty and has a NextToken; 0: none, else at least 2. */
    emptyEvery: number;
    /** The last page is always an empty one. */
    trailingEmpty: boolean;
    /** Lists come in an order that this number decides; null: sorted. */
    orderSeed: number | null;
  };
  behaviour: {
    /** Whether deletions count against the outstanding assignments, too. Undocumented. */
    deletionsCountAsOutstanding: boolean;
    /** Deleting the assignment of a deleted principal. Both were seen. */
    ghostDeletion: 'succeeds' | 'fails';
    /** Deleting an assignment that is not there. Both were seen. */
    deleteMissingAssignment: 'sync-not-found' | 'async-failed';
    /** Detaching or deleting a policy that is not there. Undocumented. */
    detachMissing: 'not-found' | 'accepted';
    createInUnknownAccount: 'async-failed' | 'sync-not-found';
    deleteInSuspendedAccount: 'succeeds' | 'fails';
    /** Editing a permission set while one of its requests is in progress. */
    editWhileInFlight: 'conflict' | 'accepted';
    /** Which fields of UpdatePermissionSet make roles stale. Documented for the duration only. */
    staleningFields: readonly ('description' | 'sessionDuration' | 'relayState')[];
    noInlinePolicy: 'empty' | 'absent';
    noBoundary: 'not-found' | 'absent';
    /** ListAccountAssignmentsForPrincipal as the delegated administrator. Undocumented. */
    principalListingForDelegate: 'denied' | 'invalid' | 'allowed';
    /** The same for a principal that was deleted and whose assignments stay. Undocumented. */
    principalListingForDeleted: 'not-found' | 'rows' | 'empty';
    /** Whether it also lists, for a user, what the user's groups have. */
    principalListingForUserIncludesGroups: boolean;
    /** Which applications are listed for the delegated administrator. Undocumented. */
    applicationsForDelegate: 'all' | 'own-account';
    /** Assigning an application to whom it is assigned already. Undocumented. */
    createExistingApplicationAssignment: 'conflict' | 'accepted';
    /** Taking one from whom it is not assigned to. Undocumented, but for the model's "idempotent". */
    deleteMissingApplicationAssignment: 'not-found' | 'accepted';
    accountLifecycle: 'state' | 'status' | 'both';
    accountPaths: 'ou' | 'ou-and-account' | 'absent';
    wrongRegion: 'not-found' | 'access-denied';
    /** Under which names CloudTrail has what is done in the console: the API's, or those that the older console has. */
    consoleCalls: 'public' | 'legacy';
  };
}

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export type KnobOverrides = DeepPartial<Knobs>;
type DeepPartial<T> = {
  [K in keyof T]?: T[K] extends readonly unknown[]
    ? T[K]
    : T[K] extends object
      ? DeepPartial<T[K]>
      : T[K];
};

export function knobs(overrides: KnobOverrides = {}): Knobs {
  const base = defaults();
  return {
    ...base,
    strict: overrides.strict ?? base.strict,
    latencyMs: overrides.latencyMs ?? base.latencyMs,
    throttle: {
      'sso-admin': { ...base.throttle['sso-admin'], ...overrides.throttle?.['sso-admin'] },
      identitystore: { ...base.throttle.identitystore, ...overrides.throttle?.identitystore },
      cloudtrail: { ...base.throttle.cloudtrail, ...overrides.throttle?.cloudtrail },
      lookupEvents: { ...base.throttle.lookupEvents, ...overrides.throttle?.lookupEvents },
      accessanalyzer: { ...base.throttle.accessanalyzer, ...overrides.throttle?.accessanalyzer },
      organizationsDefault: {
        ...base.throttle.organizationsDefault,
        ...overrides.throttle?.organizationsDefault,
      },
      organizations: rates(base.throttle.organizations, overrides.throttle?.organizations),
    },
    trail: { ...base.trail, ...overrides.trail },
    limits: { ...base.limits, ...overrides.limits },
    durations: { ...base.durations, ...overrides.durations },
    pages: { ...base.pages, ...overrides.pages },
    behaviour: { ...base.behaviour, ...overrides.behaviour },
  };
}

/** For those who test something else than limits and pace: nothing is throttled, nothing waits. */
export const unthrottled: KnobOverrides = {
  latencyMs: 0,
  throttle: {
    'sso-admin': { perSecond: 1e6, burst: 1e6 },
    identitystore: { perSecond: 1e6, burst: 1e6 },
    cloudtrail: { perSecond: 1e6, burst: 1e6 },
    lookupEvents: { perSecond: 1e6, burst: 1e6 },
    accessanalyzer: { perSecond: 1e6, burst: 1e6 },
    organizationsDefault: { perSecond: 1e6, burst: 1e6 },
    organizations: Object.fromEntries(
      Object.keys(organizationsRates()).map((name) => [name, { perSecond: 1e6, burst: 1e6 }]),
    ),
  },
};

function rates(
  base: Record<string, Rate>,
  overrides: Record<string, Partial<Rate> | undefined> = {},
): Record<string, Rate> {
  const result = { ...base };
  for (const [name, rate] of Object.entries(overrides)) {
    result[name] = { perSecond: 5, burst: 8, ...result[name], ...rate };
  }
  return result;
}

function organizationsRates(): Record<string, Rate> {
  return {
    ListAccounts: { perSecond: 8, burst: 12 },
    ListAccountsForParent: { perSecond: 5, burst: 8 },
    ListOrganizationalUnitsForParent: { perSecond: 5, burst: 8 },
    ListParents: { perSecond: 5, burst: 8 },
    ListTagsForResource: { perSecond: 10, burst: 15 },
    DescribeAccount: { perSecond: 20, burst: 30 },
    DescribeOrganization: { perSecond: 1, burst: 2 },
    ListRoots: { perSecond: 1, burst: 2 },
  };
}

function defaults(): Knobs {
  return {
    strict: true,
    latencyMs: 20,
    throttle: {
      'sso-admin': { perSecond: 20, burst: 20 },
      identitystore: { perSecond: 20, burst: 20 },
      cloudtrail: { perSecond: 10, burst: 10 },
      lookupEvents: { perSecond: 2, burst: 2 },
      // AWS publishes no rate for it.
      accessanalyzer: { perSecond: 5, burst: 5 },
      organizationsDefault: { perSecond: 5, burst: 8 },
      organizations: organizationsRates(),
    },
    trail: { delivery: 0, retention: 90 * 24 * 3_600_000 },
    limits: {
      outstandingAssignments: 15,
      concurrentProvisionings: 3,
      permissionSets: 3500,
      setsPerAccount: 500,
      managedPoliciesPerSet: 20,
      managedPoliciesPerRole: 10,
      inlinePolicyBytes: 32_768,
      inlinePolicyNonWhitespaceBytes: 10_240,
      tagsPerSet: 50,
      accountsPerProvisioning: 3500,
    },
    durations: {
      assignmentMin: 1000,
      assignmentMax: 2000,
      provisioningBase: 1500,
      provisioningPerAccount: 200,
      suspendedAccount: 8000,
      deprovisionLag: 0,
      writePropagation: 0,
      accessControlCreation: 2000,
      readLag: 0,
      requestRetention: null,
    },
    pages: { maxSize: null, emptyEvery: 0, trailingEmpty: false, orderSeed: null },
    behaviour: {
      deletionsCountAsOutstanding: true,
      ghostDeletion: 'succeeds',
      deleteMissingAssignment: 'async-failed',
      detachMissing: 'not-found',
      createInUnknownAccount: 'async-failed',
      deleteInSuspendedAccount: 'fails',
      editWhileInFlight: 'conflict',
      staleningFields: ['description', 'sessionDuration', 'relayState'],
      noInlinePolicy: 'empty',
      noBoundary: 'not-found',
      principalListingForDelegate: 'denied',
      principalListingForDeleted: 'not-found',
      principalListingForUserIncludesGroups: true,
      applicationsForDelegate: 'all',
      createExistingApplicationAssignment: 'conflict',
      deleteMissingApplicationAssignment: 'not-found',
      accountLifecycle: 'state',
      accountPaths: 'ou',
      wrongRegion: 'not-found',
      consoleCalls: 'public',
    },
  };
}
