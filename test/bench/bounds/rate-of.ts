import type { Knobs, Rate } from '../../../src/simulator/aws/knobs.ts';
import { serviceOf, totalOf, type Requests } from './requests.ts';

export type Limits = Knobs['throttle'];

/** Requests a second that AWS allows to whoever shares a limit: a service, in Organizations an operation. */
export function rateOf(limits: Limits, bucket: string): Rate {
  switch (bucket) {
    case 'sso-admin':
    case 'identitystore':
    case 'cloudtrail':
      return limits[bucket];
    default:
      return (
        limits.organizations[bucket.slice('organizations:'.length)] ?? limits.organizationsDefault
      );
  }
}

/** Which limit a request counts against. */
export function bucketOf(name: string): string {
  const service = serviceOf(name);
  return service === 'organizations' ? name : service;
}

/** Seconds that the slowest limit alone takes; the limits do not wait for each other. */
export function secondsAtRate(limits: Limits, requests: Requests): number {
  const byBucket = Map.groupBy(Object.entries(requests), ([name]) => bucketOf(name));
  const seconds = [...byBucket].map(
    ([bucket, some]) => totalOf(Object.fromEntries(some)) / rateOf(limits, bucket).perSecond,
  );
  return Math.max(0, ...seconds);
}
