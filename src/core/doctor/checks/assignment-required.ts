import { type Check, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import { theApplication } from '../the-application.ts';

export const assignmentRequired: Check = {
  id: 'assignment-required',
  title: 'Only who is assigned may sign in',
  guideSteps: [49],
  run: ({ entra }: Facts) =>
    judge(theApplication(entra), ({ assignmentRequired: required }) =>
      required
        ? pass('Entra ID refuses whoever is not assigned.')
        : warn(
            ['Everybody in the tenant may sign in; AWS alone refuses whom it does not know.'],
            "switch on 'Assignment required' in the application's properties",
          ),
    ),
};
