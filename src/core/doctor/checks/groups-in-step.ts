import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { joinGroups } from '../join-groups.ts';
import { both } from '../known.ts';
import { named } from '../named.ts';

export const groupsInStep: Check = {
  id: 'groups-in-step',
  title: 'The groups of AWS are those that are assigned in Entra ID',
  guideSteps: [5, 31, 36, 52],
  run: ({ aws, entra }: Facts) =>
    judge(both(both(entra.assigned, entra.groups), aws.groups), ([[assigned, read], live]) => {
      const { pairs, missing, leftOver } = joinGroups(assigned, live);
      const plainGroups = read.filter(({ securityEnabled }) => !securityEnabled);
      const scope = entra.provisioning.settings;
      // Where everybody is provisioned, a group needs no assignment to be there.
      const stray = scope.known && scope.value.everybody === true ? [] : leftOver;
      const found = `${pairs.length} of ${pairs.length + missing.length} assigned groups are in AWS.`;
      const faults = [
        ...(plainGroups.length === 0
          ? []
          : [
              `Not security-enabled, so never provisioned: ${named(plainGroups.map((group) => group.displayName))}.`,
            ]),
        ...(missing.length === 0
          ? []
          : [`Assigned and not in AWS: ${named(missing.map(({ name }) => name))}.`]),
        ...(stray.length === 0
          ? []
          : [
              `In AWS and not assigned any more: ${named(stray.map((group) => group.displayName))}.`,
            ]),
      ];
      return verdict(found, faults, pairs.length === 0 && missing.length > 0);
    }),
};

function verdict(found: string, faults: readonly string[], nothing: boolean): CheckResult {
  if (faults.length === 0) return pass(found);
  const step = 'wait for the next cycle; what stays has a reason in the provisioning log';
  return nothing ? fail([found, ...faults], step) : warn([found, ...faults], step);
}
