import type { Plan } from '../core/plan/plan.ts';
import { describeOperation } from './describe-operation.ts';

/** A reason names operations by their ids, which hold ids of principals: people know neither. */
export function reasonsInWords(
  { operations }: Pick<Plan, 'operations'>,
  hidePeople: boolean,
): (reason: string) => string {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  return (reason) =>
    reason.replace(/"([^"]+)"/g, (quoted: string, id: string) => {
      const operation = byId.get(id);
      return operation === undefined ? quoted : `"${describeOperation(operation, hidePeople)}"`;
    });
}
