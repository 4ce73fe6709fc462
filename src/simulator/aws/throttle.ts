import { AwsError } from './aws-error.ts';
import type { Knobs, Rate } from './knobs.ts';
import type { ServiceName } from './models/served-operations.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

interface Asked {
  readonly service: ServiceName;
  readonly operation: string;
  /** The caller's account and the Region: CloudTrail counts for each of them. */
  readonly place: string;
}

/** Token buckets: sso-admin and identitystore have one each, Organizations one an operation. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  take(asked: Asked, knobs: Knobs, now: number): void {
    const [name, rate] = bucketOf(asked, knobs);
    const bucket = this.#buckets.get(name) ?? { tokens: rate.burst, filledAt: now };
    const gained = ((now - bucket.filledAt) / 1000) * rate.perSecond;
    const tokens = Math.min(rate.burst, bucket.tokens + gained);
    const granted = tokens >= 1;
    this.#buckets.set(name, { tokens: granted ? tokens - 1 : tokens, filledAt: now });
    if (!granted) throw rateExceeded(asked.service);
  }
}

function bucketOf({ service, operation, place }: Asked, knobs: Knobs): [string, Rate] {
  if (operation === 'LookupEvents') return [`${operation} ${place}`, knobs.throttle.lookupEvents];
  if (service !== 'organizations') return [service, knobs.throttle[service]];
  const rate = knobs.throttle.organizations[operation] ?? knobs.throttle.organizationsDefault;
  return [`organizations.${operation}`, rate];
}

export function rateExceeded(service: ServiceName, message = 'Rate exceeded'): AwsError {
  return service === 'organizations'
    ? new AwsError('TooManyRequestsException', message)
    : new AwsError('ThrottlingException', message);
}
