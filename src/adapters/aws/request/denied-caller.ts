import { cleanText } from './clean-text.ts';

/** Who AWS says was refused. */
export interface DeniedCaller {
  readonly kind: 'role' | 'user' | 'other';
  readonly name: string;
  readonly accountId: string;
}

const callerPattern = /\barn:[a-z0-9-]+:(?:sts|iam)::(\d{12}):([a-z-]+)\/([\w+=,.@/-]+)/;

/** Reads `User: arn:aws:sts::111122223333:assumed-role/Plan/session is not authorized …`; null where it says no one. */
export function deniedCaller(message: string): DeniedCaller | null {
  const [, accountId, type, path] = callerPattern.exec(message) ?? [];
  if (accountId === undefined || type === undefined || path === undefined) return null;
  const parts = path.split('/');
  if (type === 'assumed-role') {
    return { kind: 'role', name: cleanText(parts[0] ?? path), accountId };
  }
  const kind = type === 'role' || type === 'user' ? type : 'other';
  return { kind, name: cleanText(parts.at(-1) ?? path), accountId };
}
