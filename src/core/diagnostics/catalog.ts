import { mappingCodes } from './mapping-codes.ts';
import { planCodes } from './plan-codes.ts';
import { runCodes } from './run-codes.ts';

export const catalog = { ...mappingCodes, ...planCodes, ...runCodes };

/** A stable code; the troubleshooting page has an entry for each. */
export type DiagnosticCode = keyof typeof catalog;
