import { asAsked } from '../../../src/core/desired/as-asked.ts';
import { buildDesired } from '../../../src/core/desired/build-desired.ts';
import type { Finding } from '../../../src/core/diagnostics/finding.ts';
import type { Mapping } from '../../../src/core/mapping/mapping.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { Version, Versions } from '../../../src/core/plan/attribute.ts';
import { buildPlan, type BuiltPlan } from '../../../src/core/plan/build-plan.ts';
import type { Operation } from '../../../src/core/plan/operation.ts';
import { type Files, mappingOf } from './files.ts';
import { type Live, snapshotOf } from './live.ts';

export const NOW = '2026-01-15T00:00:00.000Z';
export const LAST_APPLIED_AT = '2026-01-10T00:00:00.000Z';
export const HEAD = 'a'.repeat(40);
export const BASE = 'b'.repeat(40);

/** Files of three commits and the organization they meet. */
export interface Story {
  readonly live?: Live;
  readonly head: Files;
  /** None unless it is given: then everything is a change. */
  readonly base?: Files | null;
  /** The base's own files unless it is given: then nothing is pending. */
  readonly lastApplied?: Files | null;
  readonly guarded?: boolean;
  readonly memberCounts?: ReadonlyMap<string, number>;
  /** The files of base as such, where they are for another owner. */
  readonly baseFiles?: Files;
  readonly withDrift?: boolean;
  readonly now?: string;
  /** Merged since the last complete apply, before base or head. */
  readonly between?: readonly Files[];
}

export function versionsOf(story: Story, snapshot: Snapshot): Versions {
  const { head, base = null, lastApplied = base, between = [], now = NOW } = story;
  // The same files are the same object, as they are for a commit that is asked for twice.
  const known = new Map<Files, Version>();
  const version = (files: Files): Version => {
    const found = known.get(files) ?? resolve(files, mappingOf(head), snapshot, now);
    known.set(files, found);
    return found;
  };
  const joined = new Map<string, string | null>(
    snapshot.accounts.map(({ id, joinedAt }) => [id, joinedAt]),
  );
  return {
    head: version(head),
    base: base === null ? null : version(base),
    lastApplied: lastApplied === null ? null : version(lastApplied),
    lastAppliedAt: lastApplied === null ? null : LAST_APPLIED_AT,
    between: between.map(version),
    joinedAt: (id) => joined.get(id) ?? null,
  };
}

function resolve(files: Files, head: Mapping, snapshot: Snapshot, now: string): Version {
  const mapping = mappingOf(files);
  return { mapping, desired: buildDesired(mapping, asAsked(mapping, head, snapshot), now) };
}

export function planned(story: Story): BuiltPlan {
  return plannedOn(story, snapshotOf(story.live ?? {}));
}

export function plannedOn(story: Story, snapshot: Snapshot): BuiltPlan {
  const versions = versionsOf(story, snapshot);
  return buildPlan({
    snapshot,
    versions,
    baseMapping:
      versions.base?.mapping ?? (story.baseFiles === undefined ? null : mappingOf(story.baseFiles)),
    headCommit: HEAD,
    baseCommit: BASE,
    guarded: story.guarded ?? false,
    memberCounts: story.memberCounts ?? null,
    baseUnreadable: false,
    digestIncludesDrift: story.withDrift ?? false,
  });
}

/** `change grant Admin dev Blue`, with the status where it is not planned. */
export function line(operation: Operation): string {
  const { cause, kind, permissionSet, account, principal, status } = operation;
  const application = 'application' in operation ? operation.application.name : null;
  const words = [cause, kind, permissionSet, application, account?.name, principal?.name];
  const end = status === 'planned' ? [] : [`(${status})`];
  return [...words, ...end].filter((word) => word !== undefined && word !== null).join(' ');
}

export function lines({ plan }: BuiltPlan): string[] {
  return plan.operations.map(line);
}

/** The one operation that a line names, without its cause. */
export function operationOf({ plan }: BuiltPlan, words: string): Operation {
  const found = plan.operations.filter((each) => line(each).includes(` ${words}`));
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    throw new Error(`"${words}" is ${found.length} of:\n${plan.operations.map(line).join('\n')}`);
  }
  return only;
}

export function findings({ plan }: BuiltPlan): Finding[] {
  return [...plan.findings];
}

export function codes(built: BuiltPlan): string[] {
  return findings(built).map(({ code }) => code);
}
