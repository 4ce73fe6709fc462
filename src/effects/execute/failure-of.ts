import type { Failed } from '../../core/outcome/apply-report.ts';
import type { PortError } from '../../ports/port-error.ts';

/** How a call that failed for good is told. */
export function failureOf({ kind, message: reason, help }: PortError): Failed {
  return { result: 'failed', reason, help, ...(kind === 'answer-lost' ? { isOpen: true } : {}) };
}
