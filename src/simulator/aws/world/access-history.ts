import type { PermissionSetContent, PrincipalType } from './state.ts';

/** Access that works: the principal exists, is assigned, and the role is in the account. */
export interface EffectiveAccess {
  readonly accountId: string;
  readonly permissionSet: string;
  readonly permissionSetArn: string;
  readonly principalType: PrincipalType;
  readonly principalId: string;
  readonly role: string;
  /** The version of the permission set that the role in this account has. */
  readonly version: number;
  readonly content: PermissionSetContent;
}

export interface AccessChange extends EffectiveAccess {
  /** Simulated time, ISO 8601. */
  readonly at: string;
  readonly kind: 'granted' | 'revoked' | 'content-changed';
}

/** Every change of effective access since the start, in order. */
export class AccessHistory {
  readonly changes: AccessChange[] = [];

  record(at: number, before: readonly EffectiveAccess[], after: readonly EffectiveAccess[]): void {
    const time = new Date(at).toISOString();
    const identity = (row: EffectiveAccess): string => `${row.principalType} ${row.principalId}`;
    const afterById = new Map(after.map((row) => [identity(row), row]));
    const beforeById = new Map(before.map((row) => [identity(row), row]));
    for (const row of before) {
      if (!afterById.has(identity(row))) this.changes.push({ at: time, kind: 'revoked', ...row });
    }
    for (const row of after) {
      const previous = beforeById.get(identity(row));
      if (previous === undefined) this.changes.push({ at: time, kind: 'granted', ...row });
      else if (JSON.stringify(previous.content) !== JSON.stringify(row.content)) {
        this.changes.push({ at: time, kind: 'content-changed', ...row });
      }
    }
  }
}
