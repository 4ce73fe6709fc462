import { buildDesired } from '../desired/build-desired.ts';
import { loadMapping } from '../mapping/load-mapping.ts';
import type { MappingSource } from '../mapping/mapping-source.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { Operation } from '../plan/operation.ts';

/** What would be in the first plan besides adoptions; all empty where the files say what is live. */
export interface Leftovers {
  /** Headlines of what the files cannot say so. */
  readonly problems: readonly string[];
  readonly operations: readonly Operation[];
}

const NOBODY = '0'.repeat(40);

/** Plans the files against the very organization that they were written from. */
export function leftoversOf(source: MappingSource, snapshot: Snapshot, now: string): Leftovers {
  const { value: mapping, diagnostics } = loadMapping(source);
  if (mapping === null) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    return { problems: errors.map(({ headline }) => headline), operations: [] };
  }
  const { plan } = buildPlan({
    snapshot,
    versions: {
      head: { mapping, desired: buildDesired(mapping, snapshot, now) },
      base: null,
      lastApplied: null,
      lastAppliedAt: null,
      between: [],
      joinedAt: () => null,
    },
    headCommit: NOBODY,
    baseCommit: null,
    guarded: false,
    baseMapping: null,
    baseUnreadable: false,
    digestIncludesDrift: false,
  });
  return {
    problems: plan.findings
      .filter(({ severity, causedByHead }) => severity === 'error' && causedByHead)
      .map(({ headline }) => headline),
    operations: plan.operations.filter((operation) => !isExpected(operation)),
  };
}

/** Owning a set also brings its roles up to date that were left on an older version. */
function isExpected({ kind, status }: Operation): boolean {
  return (
    status !== 'blocked' && (kind === 'adopt-permission-set' || kind === 'provision-permission-set')
  );
}
