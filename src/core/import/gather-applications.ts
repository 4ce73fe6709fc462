import type { ActualState } from '../actual/actual-state.ts';
import type { Application } from '../model/application.ts';
import { isApplicationArn } from '../model/ids.ts';
import type { Principal } from '../model/principal.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { DeadHolding } from './live-holding.ts';
import type { ManagedByTerraform } from './from-terraform.ts';
import type { Notes } from './note.ts';

/** Somebody who is assigned to an application. */
export interface LiveApplicationAssignment {
  readonly application: Application;
  readonly principal: Principal;
}

/** Assignments of applications that somebody living is assigned to: naming one declares all of its own. */
export function gatherApplications(
  { applications }: ActualState,
  snapshot: Snapshot,
  only: Pick<ManagedByTerraform, 'takesApplication'> | null,
  notes: Notes,
): {
  readonly assignments: readonly LiveApplicationAssignment[];
  readonly dead: readonly DeadHolding[];
} {
  for (const part of snapshot.unread) {
    if (part.part === 'applications') notes.add('unread-application', 'all of them', 0, part.why);
  }
  const known = new Set([...snapshot.groups, ...snapshot.users].map(({ id }) => id));
  const assignments: LiveApplicationAssignment[] = [];
  const dead: DeadHolding[] = [];
  for (const { application, unread, assignments: held, leftAlone } of applications.values()) {
    const { arn, name } = application;
    if (only?.takesApplication(arn) === false) continue;
    const rows = [...held.values()];
    const living = rows.filter(({ principal, gone }) => !gone && known.has(principal.id));
    const unreadable = leftAlone.filter(({ why }) => why === 'unreadable-principal');
    for (const { principal } of unreadable) notes.add('unreadable-principal', principal.id, 1);
    const missed =
      unread ?? (unreadable.length === 0 ? null : 'somebody assigned to it could not be read');
    if (missed !== null) notes.add('unread-application', name, rows.length, missed);
    const users = leftAlone.filter(({ why }) => why === 'user');
    for (const { principal } of users) notes.add('user', principal.name, 1);
    if (missed !== null) continue;
    if (living.length === 0) {
      if (rows.length > 0) notes.add('dead-application', name, rows.length);
      continue;
    }
    if (!isApplicationArn(arn)) {
      notes.add(
        'unread-application',
        name,
        rows.length,
        `it has an ARN of an unknown form: ${arn}`,
      );
      continue;
    }
    assignments.push(...living.map(({ principal }) => ({ application, principal })));
    for (const { principal } of rows.filter((row) => !living.includes(row))) {
      notes.add('dead-principal', principal.id, 1);
      dead.push({ principal, what: `application ${name}`, where: null });
    }
  }
  return { assignments, dead };
}
