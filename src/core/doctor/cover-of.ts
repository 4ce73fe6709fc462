import { isGuid } from '../model/guid.ts';
import type { AccessPolicy } from './access-policy.ts';
import { amount } from './amount.ts';
import type { Assigned } from './entra-facts.ts';
import { named } from './named.ts';

/** How far one policy makes everybody who signs in to AWS use a second factor. */
export interface Cover {
  readonly extent: 'none' | 'report-only' | 'partial' | 'whole';
  readonly notes: readonly string[];
}

export interface CoverContext {
  readonly appId: string;
  /** Null where it could not be read. */
  readonly assigned: readonly Assigned[] | null;
  /** Ids of everybody in scope; null where they could not be read. */
  readonly people: readonly string[] | null;
}

const none: Cover = { extent: 'none', notes: [] };

export function coverOf(policy: AccessPolicy, context: CoverContext): Cover {
  if (!namesApplication(policy, context.appId) || !demandsFactors(policy)) return none;
  if (includesNobody(policy)) return none;
  const gaps = [
    ...policy.narrowedBy.map((condition) => `only under conditions on ${condition}`),
    ...missedBy(policy, context),
  ];
  const excluded = policy.excludedUsers.filter((id) => isGuid(id)).length;
  const notes = excluded === 0 ? [] : [`${amount(excluded, 'user')} excluded`];
  if (policy.state === 'enabledForReportingButNotEnforced') return { extent: 'report-only', notes };
  if (policy.state !== 'enabled') return none;
  if (gaps.length > 0) return { extent: 'partial', notes: gaps };
  return {
    extent: 'whole',
    notes: notes.map((note) => `${note}, none of whom is in scope here.`),
  };
}

function namesApplication(policy: AccessPolicy, appId: string): boolean {
  const { includedApplications: included, excludedApplications: excluded } = policy;
  return (included.includes('All') || included.includes(appId)) && !excluded.includes(appId);
}

/** With OR every way out must take a second factor. */
function demandsFactors({ demands }: AccessPolicy): boolean {
  if (demands === null) return false;
  const { controls, operator, strength } = demands;
  if (controls.includes('block')) return false;
  const factors = controls.includes('mfa') || strength;
  if (operator === 'AND') return factors;
  return factors && controls.every((control) => control === 'mfa');
}

function includesNobody({ includedUsers, includedGroups }: AccessPolicy): boolean {
  return includedGroups.length === 0 && includedUsers.every((id) => id === 'None');
}

/** Who may be in scope and is not asked for a second factor. */
function missedBy(policy: AccessPolicy, { assigned, people }: CoverContext): string[] {
  const { includedUsers, includedGroups, excludedUsers, excludedGroups } = policy;
  const gaps: string[] = [];
  if (!includedUsers.includes('All')) {
    const reached = new Set([...includedUsers, ...includedGroups]);
    if (assigned === null) gaps.push('not of everybody');
    else {
      const missed = assigned.filter(({ id, type }) => type !== 'other' && !reached.has(id));
      if (missed.length > 0) gaps.push(`not of ${amount(missed.length, 'assigned group')} or user`);
    }
  }
  if (excludedGroups.length > 0) {
    gaps.push(`not of ${amount(excludedGroups.length, 'excluded group')} or role`);
  }
  const known = people === null ? null : new Set(people);
  // A word such as GuestsOrExternalUsers is nobody's id, and may mean anybody.
  const words = excludedUsers.filter((id) => !isGuid(id) && id !== 'None');
  if (words.length > 0) gaps.push(`not of ${named(words)}`);
  const spared = excludedUsers.filter((id) => isGuid(id) && (known === null || known.has(id)));
  if (spared.length > 0) gaps.push(`not of ${amount(spared.length, 'excluded user')}`);
  return gaps;
}
