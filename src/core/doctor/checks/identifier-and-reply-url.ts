import type { Instance } from '../../model/snapshot.ts';
import { partitionOf } from '../../model/ids.ts';
import { cannotTell, type Check, type CheckResult, fail, judge, pass, warn } from '../check.ts';
import type { FederationApplication, Registration } from '../entra-facts.ts';
import type { Facts } from '../facts.ts';
import { both } from '../known.ts';
import { theApplication } from '../the-application.ts';
import { theInstance } from '../the-instance.ts';
import { named } from '../named.ts';

/** By partition; AWS opens new ones, so a host that is not here need not be wrong. */
const hosts: ReadonlyMap<string, string> = new Map([
  ['aws', 'signin.aws.amazon.com'],
  ['aws-cn', 'signin.amazonaws.cn'],
  ['aws-us-gov', 'signin.amazonaws-us-gov.com'],
]);
/** Takes IPv6 too. */
const dualStackHost = 'sso.signin.aws';
const knownHosts = new Set([...hosts.values(), dualStackHost]);

const origin = String.raw`https:\/\/(?<region>[a-z0-9-]+)\.(?<host>[a-z0-9.-]+)`;
const identifierForm = new RegExp(`^${origin}\\/platform\\/saml\\/(?<id>[A-Za-z0-9-]+)$`);
const replyForm = new RegExp(`^${origin}\\/platform\\/saml\\/acs\\/(?<id>[A-Za-z0-9-]+)$`);

interface Address {
  readonly region: string;
  readonly host: string;
  readonly id: string;
}

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
      ([[application, registration], found]) => compare(application, registration, found),
    ),
};

function compare(
  application: FederationApplication,
  registration: Registration | null,
  instance: Instance,
): CheckResult {
  const identifiers = registration?.identifiers ?? [];
  const replies = [...new Set([...application.replyUrls, ...(registration?.redirectUris ?? [])])];
  const shown = [
    identifiers.length === 0 ? 'No identifier is set.' : `The identifier is ${named(identifiers)}.`,
    replies.length === 0 ? 'No reply URL is set.' : `The reply URL is ${named(replies)}.`,
  ];
  const identifier = knownFirst(addressesIn(identifiers, identifierForm))[0];
  const accepted = addressesIn(replies, replyForm);
  if (identifier === undefined || accepted.length === 0) {
    return fail([...shown, formWords(instance)], copy);
  }
  const own = knownFirst(accepted).find((reply) => isSameSide(reply, identifier));
  if (own === undefined) {
    return fail([...shown, 'They name different Regions or hosts.'], copy);
  }
  if (identifier.region !== instance.region) {
    return fail([...shown, `IAM Identity Center lives in ${instance.region}.`], copy);
  }
  if (namesStore(identifier) && identifier.id !== instance.identityStoreId) {
    return fail(
      [...shown, `It names another instance: the identity store is ${instance.identityStoreId}.`],
      copy,
    );
  }
  const strangers = [identifier, own].filter(({ host }) => !knownHosts.has(host));
  if (strangers.length > 0) {
    const where = [...new Set(strangers.map(({ region, host }) => `${region}.${host}`))];
    const why = `${named(where)} is no host of AWS's sign-in that this version knows.`;
    return cannotTell({ known: false, why: [...shown, why], missing: [], help: copy });
  }
  const strange = replies.filter(
    (text) => !addressesIn([text], replyForm).some(({ host }) => knownHosts.has(host)),
  );
  if (strange.length > 0) {
    return warn(
      [...shown, `${named(strange)} is no address of IAM Identity Center.`],
      'remove reply URLs that AWS did not give out: sign-in answers may be sent there',
    );
  }
  return pass(
    ...shown,
    namesStore(identifier)
      ? 'The identifier names the identity store of the instance; the id of the reply URL is another one, which AWS shows in the console alone.'
      : 'AWS shows both ids in the console alone, so whether they are the same here cannot be checked.',
  );
}

function addressesIn(texts: readonly string[], form: RegExp): readonly Address[] {
  return texts.flatMap((text) => {
    const { region = '', host = '', id = '' } = form.exec(text)?.groups ?? {};
    return id === '' ? [] : [{ region, host, id }];
  });
}

function knownFirst(addresses: readonly Address[]): readonly Address[] {
  return addresses.toSorted(
    (a, b) => Number(knownHosts.has(b.host)) - Number(knownHosts.has(a.host)),
  );
}

/** AWS's own hosts may stand for each other; of the others nothing is known. The ids are two things. */
function isSameSide(one: Address, other: Address): boolean {
  const isSameHost =
    one.host === other.host || (knownHosts.has(one.host) && knownHosts.has(other.host));
  return isSameHost && one.region === other.region;
}

/** Newer instances have the identity store's id in their identifier, older ones a uuid. */
function namesStore({ id }: Address): boolean {
  return id.startsWith('d-');
}

function formWords({ arn, region }: Instance): string {
  const host = hosts.get(partitionOf(arn)) ?? '<sign-in host of the partition>';
  const base = `https://${region}.${host}/platform/saml`;
  return `AWS gives out ${base}/<id> and ${base}/acs/<another id>.`;
}
