import { type Check, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { named } from '../named.ts';

const premium = ['AAD_PREMIUM', 'AAD_PREMIUM_P2'];

export const license: Check = {
  id: 'license',
  title: 'The tenant has Microsoft Entra ID P1 or P2',
  guideSteps: [6],
  run: ({ entra }: Facts) =>
    judge(entra.subscriptions, (subscriptions) => {
      const fitting = subscriptions.filter(({ plans }) =>
        plans.some((plan) => premium.includes(plan)),
      );
      const enabled = fitting.filter(({ status }) => status === 'Enabled');
      if (enabled.length > 0) {
        return pass(`It comes with ${named(enabled.map(({ name }) => name))}.`);
      }
      const buy = 'renew or buy a subscription with Microsoft Entra ID P1';
      const [first] = fitting;
      if (first === undefined) {
        return fail(
          ['No subscription holds it; groups cannot be assigned to an application without it.'],
          buy,
        );
      }
      const evidence = `The subscription "${first.name}" is ${first.status}.`;
      return first.status === 'Warning' ? warn([evidence], buy) : fail([evidence], buy);
    }),
};
