import { AwsError } from './aws-error.ts';
import type { Knobs, Rate } from './knobs.ts';
import type { ServiceName } from './models/served-operations.ts';

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Token buckets: sso-admin and identitystore have one each, Organizations one an operation. */
export class Throttle {
  readonly #buckets = new Map<string, Bucket>();

  take(service: ServiceName, operation: string, knobs: Knobs, now: number): void {
    const [name, rate] = bucketOf(service, operation, knobs);
    const bucket = this.#buckets.get(name) ?? { tokens: rate.burst, filledAt: now };
    const gained = ((now - bucket.filledAt) / 1000) * rate.perSecond;
    const tokens = Math.min(rate.burst, bucket.tokens + gained);
    const granted = tokens >= 1;
    this.#buckets.set(name, { tokens: granted ? tokens - 1 : tokens, filledAt: now });
    if (!granted) throw rateExceeded(service);
  }
}

function bucketOf(service: ServiceName, operation: string, knobs: Knobs): [string, Rate] {
  if (service !== 'organizations') return [service, knobs.throttle[service]];
  const rate = knobs.throttle.organizations[operation] ?? knobs.throttle.organizationsDefault;
  return [`organizations.${operation}`, rate];
}

export function rateExceeded(service: ServiceName, message = 'Rate exceeded'): AwsError {
  return service === 'organizations'
    ? new AwsError('TooManyRequestsException', message)
    : new AwsError('ThrottlingException', message);
}
