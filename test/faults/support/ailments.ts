import type { FaultEffect } from '../../../src/simulator/aws/faults.ts';

/** What AWS accepts it does, after anybody would have given up waiting. */
export interface EndsLate {
  readonly kind: 'ends-late';
}

/** One way in which AWS, or the way to it, fails. */
export interface Ailment {
  /** As in "<operation> <name>". */
  readonly name: string;
  /** Once, or every time until the run has ended: longer than any retry bears. */
  readonly lasts: 'long' | 'once';
  readonly effect: FaultEffect | EndsLate;
  /** True where the run must end as if nothing had happened. */
  readonly passes: boolean;
  /** One of each kind of error that the program knows: what is played in every story. */
  readonly isTypical: boolean;
}

function both(name: string, effect: FaultEffect, isTypical = false): Ailment[] {
  return [
    { name: `${name} once`, lasts: 'once', effect, passes: true, isTypical: false },
    lasting(`${name} for long`, effect, isTypical),
  ];
}

function lasting(name: string, effect: FaultEffect, isTypical = true): Ailment {
  return { name, lasts: 'long', effect, passes: false, isTypical };
}

const refused = 'The resource does not allow it as it is.';

/** Of every request. */
export const ailments: readonly Ailment[] = [
  ...both('is throttled', { kind: 'throttle' }),
  ...both('answers 500', { kind: 'internal-error' }, true),
  ...both('meets a conflict that passes', { kind: 'conflict' }),
  lasting('meets a conflict that stays', { kind: 'conflict', message: refused }),
  lasting('is denied', { kind: 'access-denied' }),
  ...both('has its connection reset', { kind: 'connection-reset' }),
  ...both('hangs', { kind: 'hang' }),
  ...both('answers nonsense', { kind: 'malformed-body' }),
  ...both('is done and its answer lost', { kind: 'answer-lost' }, true),
  ...both('is done and answered 500', { kind: 'answer-lost', as: 'internal-error' }),
];

/** FAILED, with what AWS was seen to say; the last is for whatever nobody has seen yet. */
const failures = {
  creation: [
    'Received a 404 status error: the GROUP assignee 9067e2f5-1234 was not found in directory d-9067000001',
    'Received a 404 status error: Not supported policy arn:aws:iam::123456789012:policy/Guard.',
    'Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10',
    'Received a 403 status error: Account 123456789012 is not active.',
    'Received a 500 status error: Internal failure.',
  ],
  deletion: [
    "Received a 404 status error: EntitlementItem doesn't exist with the given entitlement key",
    'Received a 404 status error: the GROUP assignee 9067e2f5-1234 was not found in directory d-9067000001',
    'Received a 403 status error: Account 123456789012 is not active.',
    'Received a 500 status error: Internal failure.',
  ],
  provisioning: [
    'Received a 404 status error: Not supported policy arn:aws:iam::123456789012:policy/Guard.',
    'Received a 409 status error: Cannot exceed quota for PoliciesPerRole: 10',
    'Received a 403 status error: Account 123456789012 is not active.',
    'Received a 500 status error: Internal failure.',
  ],
  enabling: ['The roles of the instance could not be updated.'],
} as const;

const asynchronous: Readonly<Record<string, keyof typeof failures>> = {
  CreateAccountAssignment: 'creation',
  DeleteAccountAssignment: 'deletion',
  ProvisionPermissionSet: 'provisioning',
  CreateInstanceAccessControlAttributeConfiguration: 'enabling',
};

/** Of what AWS accepts now and does later; empty for everything else. */
export function laterAilments(operation: string): readonly Ailment[] {
  const kind = asynchronous[operation];
  if (kind === undefined) return [];
  return [
    ...failures[kind].map((reason) => ({
      name: `fails later: ${reason}`,
      lasts: 'once' as const,
      effect: { kind: 'async-failed' as const, reason },
      passes: false,
      isTypical: true,
    })),
    {
      name: 'ends late',
      lasts: 'long',
      effect: { kind: 'ends-late' },
      passes: false,
      isTypical: true,
    },
  ];
}
