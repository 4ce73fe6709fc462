import type { Json } from '../../../src/simulator/aws/json.ts';
import { serviceModels } from '../../../src/simulator/aws/models/service-model.ts';
import { type Ailment, ailments, laterAilments } from './ailments.ts';
import type { Asked } from './open-fault-stage.ts';

/** One operation of a story and one way in which it fails. */
export interface Cell extends Asked {
  readonly ailment: Ailment;
  /** Only requests with one of these fail; all of the operation if omitted. */
  readonly inputs?: readonly Readonly<Record<string, Json>>[];
}

export interface LeftOut {
  readonly operation: string;
  readonly ailment: string;
  readonly why: string;
}

export interface Matrix {
  readonly cells: readonly Cell[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Every operation that a run sent, once, with everything that can go wrong with it. Of those that are
 * played `elsewhere` (operation to story), one of each kind that does not pass by itself.
 */
export function matrixOf(
  asked: readonly Asked[],
  elsewhere: Readonly<Record<string, string>> = {},
): Matrix {
  const cells: Cell[] = [];
  const leftOut: LeftOut[] = [];
  for (const [row, one] of operationsIn(asked).entries()) {
    const { operation } = one;
    for (const [column, general] of [...ailments, ...laterAilments(operation)].entries()) {
      const ailment = { ...general, passes: passes(operation, general) };
      const story = elsewhere[operation];
      const why =
        impossible(one, ailment) ??
        (story === undefined || general.isTypical
          ? null
          : `${story}: one place sends again and tells errors apart, for all that is asked`) ??
        (general.isTypical || isSampled(operation, general, row + column)
          ? null
          : 'not in its turn: FAULTS=all plays it');
      if (why === null) cells.push({ ...one, ailment });
      else leftOut.push({ operation, ailment: ailment.name, why });
    }
  }
  return { cells, leftOut };
}

const playsAll = process.env['FAULTS'] === 'all';

/**
 * What one place treats alike for all operations is played on a third of the reads and half of the writes,
 * each operation with others. What a write left behind is its own affair, so lost answers are all played.
 */
function isSampled(operation: string, { effect }: Ailment, turn: number): boolean {
  if (playsAll || effect.kind === 'answer-lost') return true;
  return turn % (isRead(operation) ? 3 : 2) === 0;
}

/** Asked again and again until what AWS accepted has ended. */
export function isPolled(operation: string): boolean {
  return /^(?:Describe|List).+Status$/.test(operation);
}

export function isRead(operation: string): boolean {
  return /^(?:List|Describe|Get|Lookup|Validate)/.test(operation);
}

function operationsIn(asked: readonly Asked[]): readonly Asked[] {
  const found = new Map(asked.map((one) => [`${one.service}:${one.operation}`, one]));
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function passes(operation: string, ailment: Ailment): boolean {
  // Whose credentials these are is good to know, and not needed.
  if (operation === 'GetCallerIdentity') return true;
  // A poll that fails is only a poll: the next one may be answered.
  if (isPolled(operation) && ailment.effect.kind !== 'access-denied') return true;
  return ailment.passes;
}

/** Why AWS could not do that to this operation; null where it could. */
function impossible({ service, operation }: Asked, { effect }: Ailment): string | null {
  const errors = service === 'sts' ? [] : serviceModels[service].operations[operation]?.errors;
  switch (effect.kind) {
    case 'conflict':
      return errors?.includes('ConflictException') === true
        ? null
        : "AWS's model gives it no ConflictException";
    case 'answer-lost':
      return isRead(operation)
        ? 'a read whose answer is lost has done nothing: the same as a reset or a 500'
        : null;
    default:
      return null;
  }
}
