import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { parseJsonObject } from '../../aws/json.ts';
import type { JsonObject } from '../../aws/json.ts';
import { hexId } from '../../aws/world/ids.ts';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: JsonWebKey;
}

/** Whose tokens can be checked, as its discovery document would say it. */
export interface TokenIssuer {
  readonly issuer: string;
  readonly keys: readonly JsonWebKey[];
}

export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  readonly signed: string;
  readonly signature: Uint8Array;
}

const made = new Map<string, SigningKey>();

/** The key of that name in this process: making one takes too long to do it for each start. */
export function signingKey(name: string): SigningKey {
  const known = made.get(name);
  if (known !== undefined) return known;
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const id = hexId('key', name, 32);
  const jwk = { ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' };
  const key = { id, privateKey, publicKey: jwk };
  made.set(name, key);
  return key;
}

export function signJwt(key: SigningKey, claims: JsonObject): string {
  const header = encode({ typ: 'JWT', alg: 'RS256', kid: key.id, x5t: key.id });
  const signed = `${header}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), key.privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

export function readJwt(text: string): Jwt | undefined {
  const [first, second, third, ...more] = text.split('.');
  if (first === undefined || second === undefined || third === undefined || more.length > 0) {
    return undefined;
  }
  const header = decode(first);
  const claims = decode(second);
  if (header === undefined || claims === undefined) return undefined;
  const signature = Buffer.from(third, 'base64url');
  return { header, claims, signed: `${first}.${second}`, signature };
}

export function isSignedBy(jwt: Jwt, keys: readonly JsonWebKey[]): boolean {
  if (jwt.header['alg'] !== 'RS256') return false;
  return keys
    .filter((key) => jwt.header['kid'] === undefined || key['kid'] === jwt.header['kid'])
    .some((key) =>
      verify(
        'sha256',
        Buffer.from(jwt.signed),
        createPublicKey({ key, format: 'jwk' }),
        jwt.signature,
      ),
    );
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): JsonObject | undefined {
  return parseJsonObject(Buffer.from(part, 'base64url').toString());
}
