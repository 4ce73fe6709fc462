import { type Check, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';

/** Entra asks AWS with what it has saved; nothing is changed by it. */
export const provisioningCredentials: Check = {
  id: 'provisioning-credentials',
  title: 'AWS takes the saved endpoint and token',
  guideSteps: [26],
  run: ({ entra, isPublicRepository }: Facts) =>
    judge(entra.provisioning.credentials, (refusal) =>
      refusal === null
        ? pass('Entra ID reached AWS with them.')
        : fail(
            // Foreign errors quote whom they are about.
            [`Entra ID could not use them${isPublicRepository ? '.' : `: ${refusal}`}`],
            'make a new SCIM token in IAM Identity Center, save it in Entra ID, and test the connection',
          ),
    ),
};
