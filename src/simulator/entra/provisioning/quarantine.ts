import { quarantine as quarantineParts } from '../world/tenant-seed.ts';
import type { QuarantineOptions } from '../world/tenant-seed.ts';
import type { Quarantine } from './sync-job.ts';

/** A job in quarantine is tried once a day. */
export const quarantineInterval = 24 * 60 * 60 * 1000;

export function quarantined(options: QuarantineOptions, now: number): Quarantine {
  const parts = quarantineParts.parse(options);
  const since = parts.since === undefined ? now : Date.parse(parts.since);
  return {
    reason: parts.reason,
    code: parts.code,
    message: parts.message,
    since,
    began: since,
    nextAttempt: now + quarantineInterval,
    count: 1,
  };
}
