import { cannotTell, type Check, type CheckResult, fail, pass, warn } from '../check.ts';
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
        return signedIn(state.permissions);
      default:
        return state satisfies never;
    }
  },
};

function signedIn(permissions: readonly string[] | null): CheckResult {
  if (permissions === null) {
    return pass('Entra ID gave a token; which permissions it carries cannot be read.');
  }
  if (permissions.length > 0) return pass(`The token carries ${permissions.join(', ')}.`);
  return warn(
    ['The token carries no application permission.'],
    'grant the app registration the application permissions that the checks name, and consent to them',
  );
}
