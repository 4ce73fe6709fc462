import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der } from './der.ts';

export interface Certificates {
  /** The certificate that clients have to trust. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

interface Pair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const day = 24 * 60 * 60 * 1000;
const ecdsaWithSha256 = der.sequence(der.oid('1.2.840.10045.4.3.2'));

let made: Certificates | undefined;

/** An authority and a certificate for this machine's own names; one pair a process, never kept. */
export function makeCertificates(): Certificates {
  made ??= make();
  return made;
}

function make(): Certificates {
  const authority = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const server = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const issuer = name('Simulated authority');
  const authorityKeyId = keyId(authority);
  return {
    authority: certificate(issuer, issuer, authority, authority, [
      extension('2.5.29.19', true, der.sequence(der.boolean(true))),
      // keyCertSign alone.
      extension('2.5.29.15', true, der.bits(Buffer.from([0x04]), 2)),
      extension('2.5.29.14', false, der.octets(authorityKeyId)),
    ]),
    certificate: certificate(name('localhost'), issuer, server, authority, [
      extension('2.5.29.19', true, der.sequence()),
      // digitalSignature alone.
      extension('2.5.29.15', true, der.bits(Buffer.from([0x80]), 7)),
      extension('2.5.29.37', false, der.sequence(der.oid('1.3.6.1.5.5.7.3.1'))),
      extension('2.5.29.17', false, ownNames()),
      extension('2.5.29.35', false, der.sequence(der.implicit(0, authorityKeyId))),
    ]),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function certificate(
  subject: Uint8Array,
  issuer: Uint8Array,
  { publicKey }: Pair,
  { privateKey }: Pair,
  extensions: readonly Uint8Array[],
): string {
  // TLS is checked against the machine's time, whatever the simulated time is.
  const now = Date.now();
  const body = der.sequence(
    der.context(0, der.integer(Buffer.from([2]))),
    der.integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    issuer,
    der.sequence(der.time(new Date(now - day)), der.time(new Date(now + 30 * day))),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der.context(3, der.sequence(...extensions)),
  );
  const signed = der.sequence(body, ecdsaWithSha256, der.bits(sign('sha256', body, privateKey)));
  const lines = Buffer.from(signed)
    .toString('base64')
    .replaceAll(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}

function name(common: string): Uint8Array {
  return der.sequence(der.set(der.sequence(der.oid('2.5.4.3'), der.text(common))));
}

function keyId({ publicKey }: Pair): Uint8Array {
  return createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest();
}

function extension(oid: string, critical: boolean, value: Uint8Array): Uint8Array {
  const flag = critical ? [der.boolean(true)] : [];
  return der.sequence(der.oid(oid), ...flag, der.octets(value));
}

function ownNames(): Uint8Array {
  const loopback6 = Buffer.concat([Buffer.alloc(15), Buffer.from([1])]);
  return der.sequence(
    der.implicit(2, Buffer.from('localhost')),
    der.implicit(7, Buffer.from([127, 0, 0, 1])),
    der.implicit(7, loopback6),
  );
}
