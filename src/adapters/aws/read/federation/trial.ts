import type * as z from 'zod';
import type { AwsRequest } from '../../request/aws-caller.ts';
import type { AwsService } from '../../request/aws-service.ts';

/** One read that is tried once, to see whether it is allowed. */
export interface Trial {
  readonly service: AwsService;
  readonly operation: string;
  /** Null where there is nothing to try it on. */
  readonly send: AwsRequest<z.ZodUnknown>['send'] | null;
}
