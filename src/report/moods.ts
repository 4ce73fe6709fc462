import type { Cause } from '../core/plan/operation.ts';
import type { AccessGroup } from './access-group.ts';
import type { Occasion } from './plan-view.ts';

/** Whether something is planned, left undone, done now, or was so before. */
export type Mood = 'will' | 'would' | 'did' | 'already';

type Verbs = readonly [one: string, several: string];

const verbs: Readonly<Record<AccessGroup['kind'], Readonly<Record<Mood, Verbs>>>> = {
  grant: {
    will: ['gets', 'get'],
    would: ['would get', 'would get'],
    did: ['got', 'got'],
    already: ['has', 'have'],
  },
  revoke: {
    will: ['loses', 'lose'],
    would: ['would lose', 'would lose'],
    did: ['lost', 'lost'],
    already: ['no longer has', 'no longer have'],
  },
};

/** What one or several principals do with an assignment. */
export function accessVerb({ kind, principals }: AccessGroup, mood: Mood = 'will'): string {
  return verbs[kind][mood][principals.length > 1 ? 1 : 0];
}

/** What something is done after. */
export function waitingNote(kind: AccessGroup['kind']): string {
  return kind === 'grant' ? 'waits for Entra ID' : 'waits for the grant that replaces it';
}

const notYet: Readonly<Record<Cause, string | null>> = {
  change: 'merged, not applied yet',
  pending: 'merged, not applied yet',
  expiry: null,
  'new-account': 'the account joined',
  drift: null,
};

const done: Readonly<Record<Cause, string | null>> = {
  change: null,
  pending: null,
  expiry: null,
  'new-account': 'the account joined',
  drift: 'drift',
};

/** Why something is there, where not all that is told together has the same cause. */
export function causeNote(cause: Cause, occasion: Occasion, mood: Mood): string | null {
  // What a doubt blocks counts as a change, also where nobody merged one.
  if (occasion === 'drift') return mood === 'would' && cause === 'change' ? null : notYet[cause];
  return mood === 'did' ? done[cause] : null;
}
