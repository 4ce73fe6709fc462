import { line } from '../../core/support/planned.ts';
import type { Job } from './run-job.ts';

/** What a plan has besides drift, with its digests: the same however widely it was read. */
export function ownOperations({ plan }: Job): string[] {
  const operations = plan?.operations.filter(({ cause }) => cause !== 'drift') ?? [];
  return operations.map((operation) => `${line(operation)} ${operation.digest}`);
}
