import { adoptionOf } from '../../../../src/core/adopt/adoption-of.ts';
import type { Adoption } from '../../../../src/core/adopt/adoption.ts';
import { buildDesired } from '../../../../src/core/desired/build-desired.ts';
import { loadMapping } from '../../../../src/core/mapping/load-mapping.ts';
import type { Mapping } from '../../../../src/core/mapping/mapping.ts';
import type { MappingSource } from '../../../../src/core/mapping/mapping-source.ts';
import type { Snapshot } from '../../../../src/core/model/snapshot.ts';
import {
  buildPlan,
  type BuiltPlan,
  type PlanInputs,
} from '../../../../src/core/plan/build-plan.ts';
import { type Live, snapshotOf } from '../../support/live.ts';
import { HEAD, LAST_APPLIED_AT, line, NOW } from '../../support/planned.ts';

export type Texts = Readonly<Record<string, string>>;

export interface Adopted {
  readonly adoption: Adoption;
  /** Every file as it is afterwards. */
  readonly texts: Texts;
  readonly before: BuiltPlan;
  /** The plan of a pull request that brings the adopted files. */
  readonly after: BuiltPlan;
}

/** Files that were applied, a world that moved since, and what of it the files can take over. */
export function adopt(texts: Texts, live: Live, included: readonly string[] = []): Adopted {
  return adoptOn(texts, snapshotOf(live), included);
}

export function adoptOn(
  texts: Texts,
  snapshot: Snapshot,
  included: readonly string[] = [],
): Adopted {
  const source = sourceFrom(texts, included);
  const mapping = mappingFrom(source);
  const inputs = inputsOf(mapping, mapping, snapshot);
  const adoption = adoptionOf({ inputs, source, now: NOW });
  const after = { ...texts, ...Object.fromEntries(adoption.files) };
  const adopted = mappingFrom(sourceFrom(after, included));
  return {
    adoption,
    texts: after,
    before: buildPlan(inputs),
    after: buildPlan(inputsOf(adopted, mapping, snapshot)),
  };
}

export function inputsOf(head: Mapping, base: Mapping, snapshot: Snapshot): PlanInputs {
  const version = (mapping: Mapping) => ({
    mapping,
    desired: buildDesired(mapping, snapshot, NOW),
  });
  const applied = version(base);
  return {
    snapshot,
    versions: {
      head: head === base ? applied : version(head),
      base: applied,
      lastApplied: applied,
      between: [],
      lastAppliedAt: LAST_APPLIED_AT,
      joinedAt: () => '2020-01-01T00:00:00.000Z',
    },
    headCommit: HEAD,
    baseCommit: HEAD,
    guarded: false,
    baseMapping: base,
    baseUnreadable: false,
    digestIncludesDrift: true,
  };
}

export function sourceFrom(texts: Texts, included: readonly string[] = []): MappingSource {
  return {
    directory: 'access',
    included,
    exists: true,
    files: Object.entries(texts).map(([path, text]) => {
      const bytes = new TextEncoder().encode(text);
      return { path, kind: 'file', bytes, size: bytes.length };
    }),
  };
}

export function mappingFrom(source: MappingSource): Mapping {
  const { value, diagnostics } = loadMapping(source);
  if (value === null) throw new Error(JSON.stringify(diagnostics, null, 2));
  return value;
}

/** Operations as lines, and what cannot be kept with why. */
export function told({ plan }: BuiltPlan): readonly string[] {
  return plan.operations.map(line);
}

export function cannots({ adoption }: Adopted): readonly string[] {
  return adoption.steps.flatMap((step) =>
    step.kind === 'cannot' ? [`${step.operations.join(', ')}: ${step.why}`] : [],
  );
}
