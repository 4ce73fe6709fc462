import { PortError, type PortErrorKind } from '../../../ports/port-error.ts';

/** What errors of this room are called; `Graph …` is for calls of Microsoft Graph. */
export const signInAction = 'Entra sign-in';

/** Something that a person has to mend before anybody can sign in. */
export function signInProblem(
  message: string,
  help: string,
  options: { readonly kind?: PortErrorKind; readonly cause?: unknown } = {},
): PortError {
  return new PortError(options.kind ?? 'credentials', signInAction, `${signInAction}: ${message}`, {
    help,
    ...('cause' in options && { cause: options.cause }),
  });
}
