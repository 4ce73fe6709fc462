import { cannotTell, type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import { amount } from '../amount.ts';
import { day, daysUntil } from '../elapsed.ts';
import type { FederationApplication } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';
import { theApplication } from '../the-application.ts';

const soon = 30;
const renew =
  'make a new signing certificate in Entra ID, upload its metadata to IAM Identity Center, then activate it';

export const signingCertificate: Check = {
  id: 'signing-certificate',
  title: `The active SAML signing certificate is valid for more than ${soon} days`,
  guideSteps: [19],
  run: ({ entra, now }: Facts) =>
    judge(theApplication(entra), (application) => judgeKeys(application, now)),
};

function judgeKeys(application: FederationApplication, now: string): CheckResult {
  const { activeThumbprint, keys, notified } = application;
  const active = activeThumbprint?.toUpperCase() ?? null;
  if (active === null) {
    return fail(
      [`No signing certificate is active; ${amount(keys.length, 'key')} are there.`],
      'make a signing certificate under single sign-on and activate it',
    );
  }
  // Sign and Verify are one certificate, and the thumbprint of an uploaded one may be told otherwise.
  const key = keys.find(({ thumbprint }) => thumbprint?.toUpperCase() === active);
  if (key === undefined) {
    return cannotTell(
      unknown(`The active certificate ${active} is not among the application's keys.`, {
        help: 'look at the SAML certificate under single sign-on in the Entra admin center',
      }),
    );
  }
  const left = daysUntil(now, key.endsAt);
  const told =
    notified.length === 0
      ? 'Nobody is notified before it ends.'
      : `${amount(notified.length, 'address')} will be notified before it ends.`;
  if (left < 0) {
    return fail([`The certificate ${active} ended on ${day(key.endsAt)}.`], renew);
  }
  const evidence = `The certificate ${active} ends on ${day(key.endsAt)}, in ${amount(left, 'day')}.`;
  return left < soon ? warn([evidence, told], renew) : pass(evidence, told);
}
