import type { Clock } from '../../../ports/clock.ts';
import type { AwsService } from './aws-service.ts';
import { RequestBudget } from './request-budget.ts';

/** The identity store's own limit, whatever AWS raised for sso-admin. */
const identityStoreRate = 20;

/** Requests a second that CloudTrail answers an account in a Region, by operation (its quotas page). */
const cloudTrailRates: Readonly<Record<string, number>> = {
  DescribeTrails: 10,
  GetTrailStatus: 10,
  LookupEvents: 2,
};
const slowestCloudTrailRate = 2;

/** AWS publishes none; a plan asks for a few policies only. */
const accessAnalyzerRate = 5;

/** Requests a second that Organizations allows an account, by operation (its quotas page). */
const organizationsRates: Readonly<Record<string, number>> = {
  DescribeOrganization: 1,
  ListRoots: 1,
  ListAccounts: 8,
  ListAccountsForParent: 5,
  ListOrganizationalUnitsForParent: 5,
  ListTagsForResource: 10,
};
const slowestOrganizationsRate = 1;

const byOperation: ReadonlySet<AwsService> = new Set(['organizations', 'cloudtrail']);

/** One budget a service (for Organizations and CloudTrail, an operation), shared by all who read and write. */
export class ServiceBudgets {
  readonly #clock: Clock;
  readonly #requestsPerSecond: number;
  readonly #budgets = new Map<string, RequestBudget>();

  constructor(clock: Clock, requestsPerSecond: number) {
    this.#clock = clock;
    this.#requestsPerSecond = requestsPerSecond;
  }

  budgetFor(service: AwsService, operation: string): RequestBudget {
    const key = byOperation.has(service) ? `${service}:${operation}` : service;
    const known = this.#budgets.get(key);
    if (known !== undefined) return known;
    const requestsPerSecond = this.#rateOf(service, operation);
    const concurrency = concurrencyFor(requestsPerSecond);
    const budget = new RequestBudget(this.#clock, { requestsPerSecond, concurrency });
    this.#budgets.set(key, budget);
    return budget;
  }

  #rateOf(service: AwsService, operation: string): number {
    switch (service) {
      case 'sso-admin':
        return this.#requestsPerSecond;
      case 'identitystore':
      case 'sts':
        return Math.min(identityStoreRate, this.#requestsPerSecond);
      case 'cloudtrail':
        return cloudTrailRates[operation] ?? slowestCloudTrailRate;
      case 'accessanalyzer':
        return accessAnalyzerRate;
      case 'organizations':
        return organizationsRates[operation] ?? slowestOrganizationsRate;
    }
  }
}

/** Enough to keep the rate up while each answer takes two seconds. */
export function concurrencyFor(requestsPerSecond: number): number {
  return Math.min(256, Math.max(8, Math.ceil(requestsPerSecond * 2)));
}
