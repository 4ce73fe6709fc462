import { type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { FederationApplication, Registration } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { theApplication } from '../the-application.ts';
import { theInstance } from '../the-instance.ts';
import { named } from '../named.ts';

/** One host for each partition, and the one that takes IPv6 too. */
const host = String.raw`https:\/\/([a-z0-9-]+)\.(?:signin\.aws\.amazon\.com|signin\.amazonaws\.cn|signin\.amazonaws-us-gov\.com|sso\.signin\.aws)`;
const identifierForm = new RegExp(`^${host}\\/platform\\/saml\\/([A-Za-z0-9-]+)$`);
const replyForm = new RegExp(`^${host}\\/platform\\/saml\\/acs\\/([A-Za-z0-9-]+)$`);

const copy =
  'copy identifier and reply URL from IAM Identity Center (Settings, Identity source, Manage authentication), character by character';

/** AWS compares both as text, and shows its own only in the console: the form is what can be checked. */
export const identifierAndReplyUrl: Check = {
  id: 'identifier-and-reply-url',
  title: 'Identifier and reply URL have the form that AWS gives out for the Region',
  guideSteps: [17, 52],
  run: ({ aws, entra }: Facts) =>
    judge(
      both(both(theApplication(entra), entra.registration), theInstance(aws)),
      ([[application, registration], { region }]) => compare(application, registration, region),
    ),
};

function compare(
  application: FederationApplication,
  registration: Registration | null,
  region: string,
): CheckResult {
  const identifiers = registration?.identifiers ?? [];
  const replies = [...new Set([...application.replyUrls, ...(registration?.redirectUris ?? [])])];
  const shown = [
    identifiers.length === 0 ? 'No identifier is set.' : `The identifier is ${named(identifiers)}.`,
    replies.length === 0 ? 'No reply URL is set.' : `The reply URL is ${named(replies)}.`,
  ];
  const identifier = identifiers.map((text) => identifierForm.exec(text)).find(isMatch);
  const accepted = replies.map((text) => replyForm.exec(text)).filter(isMatch);
  if (identifier === undefined || accepted.length === 0) {
    return fail([...shown, formWords(region)], copy);
  }
  const [, where, id] = identifier;
  const own = accepted.find((reply) => reply[2] === id && reply[1] === where);
  if (own === undefined) {
    return fail([...shown, 'They name different instances or Regions.'], copy);
  }
  if (where !== region) {
    return fail([...shown, `IAM Identity Center lives in ${region}.`], copy);
  }
  const strange = replies.filter((text) => !replyForm.test(text));
  if (strange.length > 0) {
    return warn(
      [...shown, `${named(strange)} is no address of IAM Identity Center.`],
      'remove reply URLs that AWS did not give out: sign-in answers may be sent there',
    );
  }
  return pass(
    ...shown,
    'AWS shows its own id in the console alone, so whether the ids are the same cannot be checked.',
  );
}

function isMatch(match: RegExpExecArray | null | undefined): match is RegExpExecArray {
  return match !== null && match !== undefined;
}

function formWords(region: string): string {
  return `AWS gives out https://${region}.signin.aws.amazon.com/platform/saml/<id> and https://${region}.signin.aws.amazon.com/platform/saml/acs/<id>.`;
}
