import type { Operation } from '../core/plan/operation.ts';
import { accessEntries } from './access-section.ts';
import { attributeEntries } from './attribute-section.ts';
import type { Entry } from './document.ts';
import { groupStepEntries } from './group-step-section.ts';
import type { Mood } from './moods.ts';
import { permissionSetEntries } from './permission-set-section.ts';
import type { PlanView } from './plan-view.ts';

/** Operations of every kind as a plan tells them, for lists that have no sections. */
export function operationEntries(
  operations: readonly Operation[],
  view: PlanView,
  mood: Extract<Mood, 'will' | 'would'> = 'will',
): Entry[] {
  return [
    ...groupStepEntries(operations, view, mood),
    ...accessEntries(operations, view, mood),
    ...permissionSetEntries(operations, view),
    ...attributeEntries(operations, view),
  ];
}
