import type { Operation, OperationWarning } from '../core/plan/operation.ts';

type WarningOf<Kind extends OperationWarning['kind']> = Extract<OperationWarning, { kind: Kind }>;

export function warningOf<Kind extends OperationWarning['kind']>(
  operation: Operation,
  kind: Kind,
): WarningOf<Kind> | null {
  return (
    operation.warnings.find((warning): warning is WarningOf<Kind> => warning.kind === kind) ?? null
  );
}
