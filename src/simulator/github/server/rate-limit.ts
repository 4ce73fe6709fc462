import { ApiError } from '../rest/api-error.ts';
import type { AccessToken } from '../world/account.ts';
import type { World } from '../world/world.ts';

const hour = 3_600_000;
const minute = 60_000;

export function primaryLimit(status: 403 | 429, limit: number, resetsAt: number): ApiError {
  return new ApiError(
    status,
    'API rate limit exceeded for installation.',
    {},
    {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-used': String(limit),
      'x-ratelimit-reset': String(Math.ceil(resetsAt / 1000)),
      'x-ratelimit-resource': 'core',
    },
  );
}

export function secondaryLimit(status: 403 | 429, retryAfter: number): ApiError {
  const message =
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again. ' +
    'If you reach out to GitHub Support for help, please include the request ID.';
  return new ApiError(status, message, {}, { 'retry-after': String(retryAfter) });
}

/** Counts requests as GitHub does: all of them in an hour, and content that people are told about in a minute. */
export class RateLimit {
  readonly #world: World;
  readonly #windows = new Map<string, { start: number; used: number }>();
  readonly #writes = new Map<string, number[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** The headers of the answer; throws where a limit is crossed. */
  count(token: AccessToken | undefined, writesContent: boolean): Record<string, string> {
    const key = token?.value ?? 'anonymous';
    const now = this.#world.clock.now().getTime();
    const known = this.#windows.get(key);
    const current =
      known !== undefined && now < known.start + hour ? known : { start: now, used: 0 };
    this.#windows.set(key, current);
    current.used += 1;
    const { hourlyRequests: limit, contentWritesPerMinute } = this.#world.settings;
    if (current.used > limit) throw primaryLimit(403, limit, current.start + hour);
    if (writesContent) {
      const recent = (this.#writes.get(key) ?? []).filter((at) => at > now - minute);
      if (recent.length >= contentWritesPerMinute) throw secondaryLimit(403, 60);
      this.#writes.set(key, [...recent, now]);
    }
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(limit - current.used),
      'x-ratelimit-used': String(current.used),
      'x-ratelimit-reset': String(Math.ceil((current.start + hour) / 1000)),
      'x-ratelimit-resource': 'core',
    };
  }
}
