import { canonicalPolicy, canonicalPolicyText } from '../model/canonical-policy.ts';
import type { TrailEvent } from '../model/trail.ts';

type Request = TrailEvent['request'];

function isRecord(value: unknown): value is Request {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member by its name, as APIs write it (`TargetId`) and as CloudTrail mostly does (`targetId`). */
function member(request: Request, name: string): unknown {
  const upper = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  if (Object.hasOwn(request, name)) return request[name];
  return Object.hasOwn(request, upper) ? request[upper] : undefined;
}

export function textIn(request: Request, name: string): string | null {
  const value = member(request, name);
  return typeof value === 'string' ? value : null;
}

export function recordIn(request: Request, name: string): Request | null {
  const value = member(request, name);
  return isRecord(value) ? value : null;
}

function listIn(request: Request, name: string): readonly unknown[] {
  const value = member(request, name);
  return Array.isArray(value) ? value : [];
}

/** Keys of a list of tags, or of tag keys. */
export function tagKeysIn({ request }: TrailEvent): readonly string[] {
  return [...listIn(request, 'tags'), ...listIn(request, 'tagKeys')].flatMap((item) => {
    if (isRecord(item)) return textIn(item, 'key') ?? [];
    return typeof item === 'string' ? item : [];
  });
}

/** An inline policy in its one form; null where CloudTrail left it out. */
export function policyIn(request: Request, name: string): string | null {
  const value = member(request, name);
  if (isRecord(value)) return canonicalPolicy(value);
  // Sensitive members are recorded as a word in capitals.
  if (typeof value !== 'string' || !value.trimStart().startsWith('{')) return null;
  return canonicalPolicyText(value);
}
