import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { Facts } from '../facts.ts';
import type { AttributeMapping } from '../provisioning-facts.ts';

/** What AWS's SCIM endpoint refuses a user without, and the mail address. */
const required = [
  { name: 'userName', target: /^userName$/ },
  { name: 'displayName', target: /^displayName$/ },
  { name: 'name.givenName', target: /^name\.givenName$/ },
  { name: 'name.familyName', target: /^name\.familyName$/ },
  { name: 'emails', target: /^emails\b.*\.value$/ },
] as const;

export const attributeMappings: Check = {
  id: 'attribute-mappings',
  title: 'Provisioning writes what AWS requires, with the sign-in name as the user name',
  guideSteps: [20, 21, 30],
  run: ({ entra }: Facts) => judge(entra.provisioning.schema, ({ users }) => judgeMappings(users)),
};

function judgeMappings(users: readonly AttributeMapping[]): CheckResult {
  const missing = required.filter(({ target }) => !users.some((one) => target.test(one.target)));
  if (missing.length > 0) {
    return fail(
      [
        `Users are provisioned without ${missing.map(({ name }) => name).join(', ')}.`,
        'AWS refuses users without them, but for the mail address, which sign-in needs.',
      ],
      'add the missing attribute mappings for users, or restore the default ones',
    );
  }
  const userName = users.find(({ target }) => target === 'userName');
  const matches = users.filter(({ isMatch }) => isMatch).map(({ target }) => target);
  const evidence = [
    `userName is written from "${userName?.source ?? ''}".`,
    `Users are matched by ${matches.length === 0 ? 'nothing' : matches.join(', ')}.`,
  ];
  if (matches.length !== 1) {
    return warn(
      [
        ...evidence,
        'With one match key a rename updates a user; otherwise it may make a second one.',
      ],
      'let userName alone be the matching attribute',
    );
  }
  if (!isPlain(userName?.source ?? '', 'userPrincipalName')) {
    return warn(
      [
        ...evidence,
        'Entra ID sends the user principal name at sign-in unless its claims say otherwise.',
      ],
      'write userName from userPrincipalName, or send the same attribute as the name identifier claim',
    );
  }
  return pass(...evidence);
}

function isPlain(source: string, attribute: string): boolean {
  return source.toLowerCase() === `[${attribute}]`.toLowerCase();
}
