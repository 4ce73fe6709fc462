import { isApplicationArn } from '../model/ids.ts';
import type { ApplicationReference } from './mapping.ts';

export type ParsedApplication =
  | { readonly application: ApplicationReference }
  | { readonly problem: string; readonly help: string };

/** How a rule names an application. AWS lets a name be any text, so what looks like an ARN is never a name. */
export function parseApplication(text: string): ParsedApplication {
  if (text.trim() !== text) {
    return {
      problem: `the name "${text}" has a space around it`,
      help: `write "${text.trim()}"; an application that is really called so is named by its ARN`,
    };
  }
  if (text.startsWith('arn:')) {
    return isApplicationArn(text)
      ? { application: { by: 'arn', value: text } }
      : {
          problem: `"${text}" is not the ARN of an application`,
          help: 'copy it from the Identity Center console: arn:aws:sso::<account>:application/ssoins-…/apl-…',
        };
  }
  if (text.includes('*')) {
    return {
      problem: `"${text}" is a pattern; a rule names each application`,
      help: 'name the applications one by one; one whose name has a * is named by its ARN',
    };
  }
  return { application: { by: 'name', value: text } };
}
