import type { Mapping } from '../mapping/mapping.ts';
import { askedRule } from './asked-rule.ts';

/** Whether a guardrail of these files asks how many members a group has: then they must be read. */
export function needsMembers({ settings }: Mapping): boolean {
  return settings.guardrails.rules.some((rule) => askedRule(rule).needsMembers);
}
