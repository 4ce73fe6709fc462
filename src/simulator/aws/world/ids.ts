import { createHash } from 'node:crypto';

/** Ids follow from names, so that the same seed makes the same organization, down to every ARN. */
export function hexId(kind: string, name: string, length: number): string {
  return createHash('sha256').update(`${kind}\0${name}`).digest('hex').slice(0, length);
}

export function uuid(kind: string, name: string): string {
  const hex = hexId(kind, name, 32);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

export function accountIdFor(name: string): string {
  const span = 900_000_000_000n;
  const number = BigInt(`0x${hexId('account', name, 24)}`);
  return String(100_000_000_000n + (number % span));
}

/** Both forms of principal ids are in use, often in one directory: a bare UUID and a prefixed one. */
export function principalIdFor(identityStoreId: string, kind: string, name: string): string {
  const id = uuid(kind, `${identityStoreId}/${name}`);
  const prefixed = Number.parseInt(id.slice(-1), 16) % 2 === 0;
  return prefixed ? `${identityStoreId.slice(2)}-${id}` : id;
}

/** A number in [0, 1) that depends on the text alone. */
export function fraction(text: string): number {
  return Number.parseInt(hexId('fraction', text, 8), 16) / 0x1_0000_0000;
}
