import { cannotTell, type Check, fail, pass } from '../check.ts';
import type { Facts } from '../facts.ts';
import { unknown } from '../known.ts';

export const signIn: Check = {
  id: 'sign-in',
  title: 'The run signs in to Entra ID',
  guideSteps: [4],
  run: ({ entra }: Facts) => {
    const state = entra.signIn;
    switch (state.state) {
      case 'not-declared':
        return cannotTell(
          unknown('The files do not say which tenant of Entra ID it is.', {
            help: 'declare settings.entra with the tenantId',
          }),
        );
      case 'failed':
        return fail([state.why], state.help);
      case 'signed-in':
        return pass(
          state.permissions.length === 0
            ? 'The token carries no application permission.'
            : `The token carries ${state.permissions.join(', ')}.`,
        );
      default:
        return state satisfies never;
    }
  },
};
