/** Kinds of operations that give somebody access, in an account or to an application: what limits and outputs count. */
export const givingKinds: ReadonlySet<string> = new Set(['grant', 'assign-application']);
/** Those that take it away. */
export const takingKinds: ReadonlySet<string> = new Set(['revoke', 'unassign-application']);
