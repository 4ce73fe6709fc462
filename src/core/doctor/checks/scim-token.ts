import { cannotTell, type Check, fail, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import { day, daysUntil } from '../elapsed.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';

const soon = 30;
const rotate =
  'make a second SCIM token in IAM Identity Center, save it in Entra ID, write its end to settings.entra.scimTokenExpires, and delete the first';

/** AWS lets nobody read a token's end over an API, so the files declare it. */
export const scimToken: Check = {
  id: 'scim-token',
  title: `The SCIM token is valid for more than ${soon} days`,
  guideSteps: [27],
  run: ({ entra, now }: Facts) => {
    const expires = entra.settings?.scimTokenExpires ?? null;
    if (expires === null) {
      return cannotTell(
        unknown('AWS tells the end of the SCIM token in the console alone.', {
          help: 'write the date that the console shows to settings.entra.scimTokenExpires',
        }),
      );
    }
    const left = daysUntil(now, expires);
    if (left < 0) {
      return fail([`By the files it ended on ${day(expires)}: provisioning has stopped.`], rotate);
    }
    const evidence = `By the files it ends on ${day(expires)}, in ${amount(left, 'day')}.`;
    return left < soon ? warn([evidence], rotate) : pass(evidence);
  },
};
