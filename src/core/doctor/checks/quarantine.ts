import { type Check, fail, judge, pass } from '../check.ts';
import { day } from '../elapsed.ts';
import type { Facts } from '../facts.ts';
import { theJob } from '../the-job.ts';

export const quarantine: Check = {
  id: 'quarantine',
  title: 'Provisioning is not in quarantine',
  guideSteps: [33],
  run: ({ entra, isPublicRepository }: Facts) =>
    judge(theJob(entra), ({ quarantine: found, status }) => {
      if (found === null && status !== 'Quarantine') return pass('It is not in quarantine.');
      const reason = found?.reason ?? 'Unknown';
      const since = found?.since === null || found === null ? '' : ` since ${day(found.since)}`;
      const error = found?.error ?? null;
      return fail(
        [
          `It is in quarantine${since}: ${reason}.`,
          // Foreign errors quote whom they are about.
          ...(error === null || isPublicRepository ? [] : [error]),
          'It then runs once a day, and is switched off after four weeks.',
        ],
        steps.get(reason) ??
          'mend what the provisioning log names, then restart provisioning without clearing its links',
      );
    }),
};

const steps: ReadonlyMap<string, string> = new Map([
  [
    'EncounteredQuarantineException',
    'make a new SCIM token in IAM Identity Center, save it in Entra ID, and test the connection',
  ],
  [
    'TooManyDeletes',
    'see in the provisioning log whom it would delete; if they are meant, allow the deletions there',
  ],
]);
