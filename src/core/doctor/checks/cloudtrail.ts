import type { Trail } from '../aws-facts.ts';
import { cannotTell, type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { named } from '../named.ts';

export const cloudtrail: Check = {
  id: 'cloudtrail',
  title: 'CloudTrail records every Region of the whole organization',
  guideSteps: [45],
  run: ({ aws }: Facts) => judge(aws.trails, judgeTrails),
};

function judgeTrails(trails: readonly Trail[]): CheckResult {
  const logging = trails.filter((trail) => trail.logging.known && trail.logging.value);
  const whole = logging.filter((trail) => trail.everyRegion && trail.wholeOrganization);
  if (whole.length > 0) return pass(`${listed(whole)} records every Region of the organization.`);
  const asked = trails.map(({ logging: state }) => state).find((state) => !state.known);
  if (asked?.known === false) return cannotTell(asked);
  if (trails.length === 0) {
    return fail(
      ['There is no trail: who signed in and who changed access is forgotten after 90 days.'],
      'create an organization trail for every Region in the management account',
    );
  }
  if (logging.length === 0) {
    return fail([`${listed(trails)} is not logging.`], 'start logging on the organization trail');
  }
  const every = logging.filter(({ everyRegion }) => everyRegion);
  return warn(
    [
      every.length === 0
        ? `${listed(logging)} records one Region only.`
        : `${listed(every)} records every Region, but of this account alone.`,
    ],
    'make it an organization trail for every Region',
  );
}

function listed(trails: readonly Trail[]): string {
  return `${trails.length === 1 ? 'Trail' : 'Each of'} ${named(trails.map(({ name }) => name))}`;
}
