import type { AskingMode } from './make-policies.ts';

/** The files of `examples/aws/policies` that a role for a mode holds to do everything that the mode can. */
export const policiesOfMode: Readonly<Record<AskingMode, readonly string[]>> = {
  plan: ['plan'],
  drift: ['drift'],
  doctor: ['doctor'],
  explain: ['explain'],
  apply: [
    'apply',
    'access-control-attributes',
    'adoption',
    'applications',
    'outside-the-management-account',
  ],
};
