import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { named } from '../named.ts';
import { tieGroups } from '../tie-groups.ts';

export const groupsInStep: Check = {
  id: 'groups-in-step',
  title: 'The groups of AWS are those that are assigned in Entra ID',
  guideSteps: [5, 31, 36, 52],
  run: ({ aws, entra }: Facts) =>
    judge(both(tieGroups(entra, aws.groups), entra.groups), ([tied, read]) => {
      const { pairs, missing, taken, doubtful, leftOver } = tied;
      const plainGroups = read.filter(({ securityEnabled }) => !securityEnabled);
      const scope = entra.provisioning.settings;
      // Where everybody is provisioned, a group needs no assignment to be there.
      const stray = scope.known && scope.value.everybody === true ? [] : leftOver;
      const all = pairs.length + missing.length + doubtful.length;
      const found = `${pairs.length} of ${all} assigned groups are in AWS.`;
      const faults = [
        ...said('Not security-enabled, so never provisioned', plainGroups),
        ...said('Assigned and not in AWS', missing),
        // It has their name and not their object id: a plan grants it nothing of theirs.
        ...said('AWS has another group of that name', taken),
        ...said('Assigned, and it may be several groups of AWS', doubtful),
        ...said('In AWS and not assigned any more', stray),
      ];
      return verdict(found, faults, all > 0 && missing.length === all);
    }),
};

function said(what: string, groups: readonly { readonly displayName: string }[]): string[] {
  if (groups.length === 0) return [];
  return [`${what}: ${named(groups.map(({ displayName }) => displayName))}.`];
}

function verdict(found: string, faults: readonly string[], nothing: boolean): CheckResult {
  if (faults.length === 0) return pass(found);
  const step = 'wait for the next cycle; what stays has a reason in the provisioning log';
  return nothing ? fail([found, ...faults], step) : warn([found, ...faults], step);
}
