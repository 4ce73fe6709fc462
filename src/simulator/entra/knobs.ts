/**
 * Everything about Entra and Graph that is a limit, a duration or not known for certain. All times
 * are simulated. The object a simulator runs with may be changed while it runs.
 */
export interface Knobs {
  /** How long any answer takes. */
  latencyMs: number;
  tokens: {
    /** In the client's own seconds: a clock that runs fast does not make them shorter. */
    lifetimeSeconds: number;
  };
  throttle: {
    /** Resource units an app may use in ten seconds; Microsoft's for a small, medium and large tenant are 3,500, 5,000 and 8,000. */
    unitsPer10s: number;
    /** Writes to the directory in two and a half minutes. */
    writesPer150s: number;
    /** Of one enterprise app. */
    provisionOnDemandPer10s: number;
    /** Of the tenant; its refusals have no Retry-After. */
    conditionalAccessPerSecond: number;
    reportsPer10s: number;
    /** What refusals say: the seconds left, seconds of one's own, or nothing. */
    retryAfter: 'remaining' | number | null;
  };
  pages: {
    defaultSize: number;
    maxSize: number;
    /** No page is longer than this, whatever $top says. */
    cap: number | null;
    /** Page 0, n, 2n … of every list is empty and has a nextLink; 0: none, else at least 2. */
    emptyEvery: number;
  };
  /** How long what is new, changed or gone takes to be noticed there, in milliseconds. */
  lag: {
    /** Lists of groups, users, applications; reading one object by its id does not lag. */
    lists: number;
    members: number;
    assignments: number;
    /** From adding a federated credential until it is matched. */
    federatedCredentials: number;
    /** From consent until new tokens have the role. */
    permissions: number;
  };
  provisioning: {
    intervalMinutes: number;
    /** From `start` or `restart` until the first cycle ends. */
    firstCycleMinutes: number;
    /** From the answer of provisionOnDemand until the target has it; 0: it has it first. */
    onDemandDelayMs: number;
    /** How old an assignment must be for the provisioning service to see it. */
    assignmentFreshnessMs: number;
    groupsPerCall: number;
    membersPerCall: number;
  };
  behaviour: {
    /** What is shown of a member whose type the caller must not read, beside id and type. */
    limitedMembers: 'absent' | 'null';
    /** Documented either way: in directory/deletedItems for 30 days, or gone at once. */
    deletedSecurityGroups: 'restorable' | 'gone';
    /** Jobs of an enterprise app whose provisioning was never set up. Undocumented. */
    jobsOfUnprovisioned: 'empty' | 'not-found';
    /** Some versions of the documentation ask for Directory.Read.All, too. */
    provisioningLogsNeedDirectoryRead: boolean;
    /** Answers in a batch come in any order. */
    batchOrder: 'reversed' | 'as-asked';
  };
}

export type KnobOverrides = {
  [K in keyof Knobs]?: Knobs[K] extends object ? Partial<Knobs[K]> : Knobs[K];
};

/** For those who test something else than limits and pace: nothing is throttled, nothing waits. */
export const unhurried: KnobOverrides = {
  throttle: {
    unitsPer10s: 1e9,
    writesPer150s: 1e9,
    provisionOnDemandPer10s: 1e9,
    conditionalAccessPerSecond: 1e9,
    reportsPer10s: 1e9,
  },
  provisioning: { assignmentFreshnessMs: 0 },
};

export function knobs(...overrides: readonly (KnobOverrides | undefined)[]): Knobs {
  const all = defaults();
  for (const one of overrides) {
    all.latencyMs = one?.latencyMs ?? all.latencyMs;
    Object.assign(all.tokens, one?.tokens);
    Object.assign(all.throttle, one?.throttle);
    Object.assign(all.pages, one?.pages);
    Object.assign(all.lag, one?.lag);
    Object.assign(all.provisioning, one?.provisioning);
    Object.assign(all.behaviour, one?.behaviour);
  }
  return all;
}

export function longestLag({ lag }: Knobs): number {
  return Math.max(lag.lists, lag.members, lag.assignments);
}

function defaults(): Knobs {
  return {
    latencyMs: 0,
    tokens: { lifetimeSeconds: 3599 },
    throttle: {
      unitsPer10s: 8000,
      writesPer150s: 3000,
      provisionOnDemandPer10s: 5,
      conditionalAccessPerSecond: 1,
      reportsPer10s: 5,
      retryAfter: 'remaining',
    },
    pages: { defaultSize: 100, maxSize: 999, cap: null, emptyEvery: 0 },
    lag: { lists: 0, members: 0, assignments: 0, federatedCredentials: 0, permissions: 0 },
    provisioning: {
      intervalMinutes: 40,
      firstCycleMinutes: 20,
      onDemandDelayMs: 0,
      assignmentFreshnessMs: 60_000,
      groupsPerCall: 1,
      membersPerCall: 5,
    },
    behaviour: {
      limitedMembers: 'absent',
      deletedSecurityGroups: 'restorable',
      jobsOfUnprovisioned: 'empty',
      provisioningLogsNeedDirectoryRead: false,
      batchOrder: 'reversed',
    },
  };
}
