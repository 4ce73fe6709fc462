import { cannotTell, type Check, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';
import { nameRegion, theInstance } from '../the-instance.ts';

export const region: Check = {
  id: 'region',
  title: 'The Region of the files is the home Region of IAM Identity Center',
  guideSteps: [2],
  run: ({ aws }: Facts) => {
    if (aws.region === null) {
      return fail(
        ['Neither the files nor an input nor the environment names a Region.'],
        nameRegion,
      );
    }
    if (aws.instances.known && aws.instances.value.length === 0) {
      return cannotTell(
        unknown(
          `Nothing is visible in ${aws.region}: it is another Region, or another organization.`,
          { help: 'look up the home Region in the console, under Settings of IAM Identity Center' },
        ),
      );
    }
    return judge(theInstance(aws), (instance) =>
      instance.region === aws.region
        ? pass(`The instance answers in ${instance.region}, its home Region.`)
        : fail(
            [`${aws.region} holds a replica; the home Region is ${instance.region}.`],
            `set settings.identityCenter.region to ${instance.region}`,
          ),
    );
  },
};
