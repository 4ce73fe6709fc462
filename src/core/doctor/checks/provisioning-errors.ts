import { type Check, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import type { Facts } from '../facts.ts';

export const provisioningErrors: Check = {
  id: 'provisioning-errors',
  title: 'Nothing failed to be provisioned in the last day',
  guideSteps: [35, 45, 52],
  run: ({ entra, isPublicRepository }: Facts) =>
    judge(entra.provisioning.failures, (failures) => {
      if (failures.length === 0)
        return pass('The provisioning log of the last day has no failure.');
      const codes = Map.groupBy(failures, ({ code }) => code);
      const told = [...codes]
        .toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
        .slice(0, 3)
        .map(([code, group]) => {
          // The reason quotes whom it is about.
          const reason = isPublicRepository ? '' : `: ${group[0]?.reason ?? ''}`;
          return `${group.length} × ${code}${reason}`;
        });
      return warn(
        [`${amount(failures.length, 'step')} failed in the last day.`, ...told],
        "filter the application's provisioning log by failure, and mend the first error code",
      );
    }),
};
