import type { Origin } from '../diagnostics/finding.ts';
import type { Rule } from '../mapping/mapping.ts';
import { grantKey } from '../model/assignment.ts';
import type { AssignmentOperation } from '../plan/operation.ts';
import { type AdoptionContext, isOwnFile } from './context.ts';
import type { Change } from './edit/change.ts';
import { editRule, grantsOfRule } from './excepted-rule.ts';
import type { AdoptionStep } from './adoption.ts';
import { type Attempt, cannot, revertInstead } from './proposal.ts';

/** Rules and the grants of them that are missing: what must be edited together, because rules share grants. */
interface Cluster {
  readonly rules: readonly Rule[];
  readonly grants: readonly AssignmentOperation[];
}

/** Takes grants that are not live out of the rules that ask for them, and nothing else. */
export function exceptGrants(
  grants: readonly AssignmentOperation[],
  context: AdoptionContext,
): readonly Attempt[] {
  return clustersOf(grants, context.mapping.rules).map((cluster) =>
    exceptTogether(cluster, context),
  );
}

function exceptTogether({ rules: near, grants }: Cluster, context: AdoptionContext): Attempt {
  const operations = grants.map(({ id }) => id);
  const missing = new Set(
    grants.map(({ account, permissionSet, principal }) =>
      grantKey(account.id, permissionSet, principal),
    ),
  );
  // Rules in brackets may share a line with one that asks for it.
  const rules = near.filter((rule) =>
    grantsOfRule(rule, context).some(({ key }) => missing.has(key)),
  );
  const foreign = rules.find(({ at }) => !isOwnFile(context.source, at.file));
  if (foreign !== undefined) {
    return cannot(
      operations,
      `the rule stands in ${foreign.at.file}, which other organizations may include too`,
      revertInstead,
    );
  }
  const changes = new Map<string, readonly Change[]>();
  const steps: AdoptionStep[] = [];
  for (const rule of rules) {
    const edit = editRule(rule, missing, context);
    const { file } = rule.at;
    if (edit === null) {
      const place = `${file}:${rule.at.line}`;
      const why = `the rule at ${place} is written in a way that cannot be edited by itself`;
      return cannot(
        operations,
        why,
        `take the account out of that rule by hand, or ${revertInstead}`,
      );
    }
    changes.set(file, [...(changes.get(file) ?? []), ...edit.changes]);
    steps.push({ kind: edit.kind, operations, file, where: edit.where, lines: edit.lines });
  }
  return {
    kind: 'proposal',
    operations,
    changes,
    texts: new Map(),
    steps,
    rules,
    permissionSets: [],
  };
}

function clustersOf(
  grants: readonly AssignmentOperation[],
  rules: readonly Rule[],
): readonly Cluster[] {
  const rulesAt = Map.groupBy(rules, ({ at }) => placeOf(at));
  const clusters = new Map<string, { places: Set<string>; grants: AssignmentOperation[] }>();
  for (const grant of grants) {
    const places = grant.origins.map(placeOf);
    const known = new Set(places.flatMap((place) => clusters.get(place) ?? []));
    const joined = {
      places: new Set([...places, ...[...known].flatMap((cluster) => [...cluster.places])]),
      grants: [...[...known].flatMap((cluster) => cluster.grants), grant],
    };
    for (const place of joined.places) clusters.set(place, joined);
  }
  return Array.from(new Set(clusters.values()), ({ places, grants: members }) => ({
    rules: [...places].flatMap((place) => rulesAt.get(place) ?? []),
    grants: members,
  }));
}

function placeOf({ file, line }: Origin): string {
  return `${file}:${line}`;
}
