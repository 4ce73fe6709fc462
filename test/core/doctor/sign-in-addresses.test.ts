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

const sovereign = 'https://eusc-de-east-1.signin.amazonaws-eusc.eu/platform/saml';

describe('identifier and reply URL on a host that no list knows', () => {
  const there = partition('aws-eusc', 'eusc-de-east-1');

  it('cannot be told to be right, and are not said to be wrong', () => {
    const found = verdictOf(check, addresses(`${sovereign}/d-1`, [`${sovereign}/acs/d-1`], there));
    expect(found.verdict).toBe('cannot tell');
    expect(found.text).toContain('"eusc-de-east-1.signin.amazonaws-eusc.eu" is no host');
    expect(found.text).toContain('character by character');
  });

  it.each([
    ['another Region', 'https://eusc-de-west-1.signin.amazonaws-eusc.eu/platform/saml', 'd-1'],
    ['two ids', sovereign, 'd-2'],
  ])('are wrong where they name %s', (_what, base, id) => {
    const found = verdictOf(check, addresses(`${base}/d-1`, [`${base}/acs/${id}`], there));
    expect(found.verdict).toBe('fail');
  });

  it('are wrong where each is on another host', () => {
    const elsewhere = 'https://eusc-de-east-1.signin.evil.example/platform/saml/acs/d-1';
    expect(verdictOf(check, addresses(`${sovereign}/d-1`, [elsewhere], there)).verdict).toBe(
      'fail',
    );
  });

  it('warn where the one of AWS is there beside it', () => {
    const [base, evil] = ['signin.aws.amazon.com', 'signin.evil.example'].map(
      (host) => `https://eu-west-1.${host}/platform/saml`,
    );
    const found = verdictOf(
      check,
      addresses(`${base}/d-1`, [`${base}/acs/d-1`, `${evil}/acs/d-1`]),
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
