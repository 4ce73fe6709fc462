import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/core/doctor/facts.ts';
import { known } from '../../../src/core/doctor/known.ts';
import {
  application,
  healthy,
  instanceArn,
  management,
  withAws,
  withEntra,
} from './healthy-facts.ts';
import { verdictOf } from './verdict-of.ts';

const check = 'identifier-and-reply-url';

function addresses(identifier: string, replies: readonly string[], facts: Facts = healthy): Facts {
  return withEntra(
    {
      registration: known({ identifiers: [identifier], redirectUris: [] }),
      applications: known([{ ...application, replyUrls: replies }]),
    },
    facts,
  );
}

function partition(name: string, region: string): Facts {
  const arn = instanceArn(`arn:${name}:sso:::instance/ssoins-0123456789abcdef`);
  const one = { arn, identityStoreId: 'd-1234567890', ownerAccountId: management, region };
  return withAws({ region, instances: known([one]) });
}

const acsId = '85f2a8f3-9efd-4a5d-82d4-536a359a8c35';
const amazon = 'https://eu-west-1.signin.aws.amazon.com/platform/saml';
const sovereign = 'https://eusc-de-east-1.signin.amazonaws-eusc.eu/platform/saml';

describe('identifier and reply URL on a host that no list knows', () => {
  const there = partition('aws-eusc', 'eusc-de-east-1');

  it('cannot be told to be right, and are not said to be wrong', () => {
    const found = verdictOf(
      check,
      addresses(`${sovereign}/d-1234567890`, [`${sovereign}/acs/${acsId}`], there),
    );
    expect(found.verdict).toBe('cannot tell');
    expect(found.text).toContain('"eusc-de-east-1.signin.amazonaws-eusc.eu" is no host');
    expect(found.text).toContain('character by character');
  });

  it.each([
    [
      'another Region',
      'https://eusc-de-west-1.signin.amazonaws-eusc.eu/platform/saml',
      '1234567890',
    ],
    ['another identity store', sovereign, '9999999999'],
  ])('are wrong where they name %s', (_what, base, id) => {
    const found = verdictOf(check, addresses(`${base}/d-${id}`, [`${base}/acs/${acsId}`], there));
    expect(found.verdict).toBe('fail');
  });

  it('are wrong where each is on another host', () => {
    const elsewhere = 'https://eusc-de-east-1.signin.evil.example/platform/saml/acs/1';
    expect(
      verdictOf(check, addresses(`${sovereign}/d-1234567890`, [elsewhere], there)).verdict,
    ).toBe('fail');
  });

  it('warn where the one of AWS is there beside it', () => {
    const [base, evil] = ['signin.aws.amazon.com', 'signin.evil.example'].map(
      (host) => `https://eu-west-1.${host}/platform/saml`,
    );
    const found = verdictOf(
      check,
      addresses(`${base}/d-1234567890`, [`${base}/acs/${acsId}`, `${evil}/acs/${acsId}`]),
    );
    expect(found.verdict).toBe('warn');
    expect(found.text).toContain('evil');
  });
});

describe('what AWS gives out', () => {
  it.each([
    ['aws', 'https://eu-west-1.signin.aws.amazon.com/platform/saml/<id>'],
    ['aws-cn', 'https://eu-west-1.signin.amazonaws.cn/platform/saml/<id>'],
    ['aws-us-gov', 'https://eu-west-1.signin.amazonaws-us-gov.com/platform/saml/<id>'],
    ['aws-eusc', 'https://eu-west-1.<sign-in host of the partition>/platform/saml/<id>'],
  ])('is told for the partition %s', (name, form) => {
    const facts = addresses('api://mistaken', [], partition(name, 'eu-west-1'));
    expect(verdictOf(check, facts).text).toContain(form);
  });
});

describe('the ids of both addresses', () => {
  it('differ, and the identifier has the one of the identity store', () => {
    const found = verdictOf(check, addresses(`${amazon}/d-1234567890`, [`${amazon}/acs/${acsId}`]));
    expect(found.verdict).toBe('pass');
    expect(found.text).toContain('names the identity store of the instance');
  });

  it('cannot be compared where an older instance has another form', () => {
    const older =
      'https://eu-west-1.signin.aws.amazon.com/platform/saml/0f1e2d3c-9efd-4a5d-82d4-536a359a8c35';
    const found = verdictOf(check, addresses(older, [`${amazon}/acs/${acsId}`]));
    expect(found.verdict).toBe('pass');
    expect(found.text).toContain('in the console alone');
  });

  it('are wrong where the identifier names another identity store', () => {
    const found = verdictOf(check, addresses(`${amazon}/d-9999999999`, [`${amazon}/acs/${acsId}`]));
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain('d-1234567890');
  });

  it('are not looked at where the Regions already differ', () => {
    const away = 'https://us-east-1.signin.aws.amazon.com/platform/saml';
    const found = verdictOf(check, addresses(`${amazon}/d-1234567890`, [`${away}/acs/${acsId}`]));
    expect(found.verdict).toBe('fail');
    expect(found.text).toContain('different Regions');
  });
});
