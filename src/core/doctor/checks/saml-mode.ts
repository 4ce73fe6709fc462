import { type Check, fail, judge, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import { theApplication } from '../the-application.ts';

export const samlMode: Check = {
  id: 'saml-mode',
  title: 'The enterprise application signs in by SAML',
  guideSteps: [16],
  run: ({ entra }: Facts) =>
    judge(theApplication(entra), ({ signInMode }) =>
      signInMode === 'saml'
        ? pass('The single sign-on mode is SAML.')
        : fail(
            [
              signInMode === null
                ? 'No single sign-on mode is chosen.'
                : `The single sign-on mode is "${signInMode}".`,
            ],
            "choose SAML under the application's single sign-on",
          ),
    ),
};
