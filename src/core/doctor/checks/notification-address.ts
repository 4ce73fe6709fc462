import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';
import { whoIfPrivate } from '../named.ts';

export const notificationAddress: Check = {
  id: 'notification-address',
  title: 'Somebody is told by mail when provisioning fails',
  guideSteps: [28],
  run: (facts: Facts) =>
    judge(facts.entra.provisioning.settings, ({ notified }) =>
      notified.length === 0
        ? warn(
            ['No address is notified when provisioning fails or goes into quarantine.'],
            "enter a team's address under the settings of the application's provisioning",
          )
        : pass(`${amount(notified.length, 'recipient')} set${whoIfPrivate(facts, notified)}.`),
    ),
};
