import { nearest } from '../../core/diagnostics/nearest.ts';
import type { SetHere } from '../../core/explain/access-facts.ts';
import type { Mapping } from '../../core/mapping/mapping.ts';
import type { Account } from '../../core/model/account.ts';
import type { Snapshot } from '../../core/model/snapshot.ts';
import { runDiagnostic, RunProblem } from '../run-problem.ts';

/** The account of an id or exact name. Rejects with RunProblem where there is none, or several. */
export function accountOf(text: string, { accounts }: Snapshot): Account {
  const found = accounts.filter(({ id, name }) => id === text || name === text);
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  if (only !== undefined) {
    const ids = found.map(({ id }) => id).join(', ');
    const headline = `${found.length} accounts are called "${text}"`;
    throw new RunProblem([
      runDiagnostic('invalid-input', headline, { why: ids, help: 'use the account id' }),
    ]);
  }
  const near = nearest(text, [
    ...accounts.map(({ name }) => name),
    ...accounts.map(({ id }) => id),
  ]);
  const help = near === null ? 'use its exact name or its id' : `did you mean "${near}"?`;
  const headline = `account "${text}" is not in the organization`;
  throw new RunProblem([runDiagnostic('invalid-input', headline, { help })]);
}

/** A set that neither files nor the account know is a slip of the pen. */
export function checkSet(set: string | null, mapping: Mapping, setsHere: readonly SetHere[]): void {
  if (set === null) return;
  const names = [...mapping.permissionSets, ...setsHere].map(({ name }) => name);
  if (names.includes(set)) return;
  const near = nearest(set, names);
  const help = near === null ? 'use the exact name of a permission set' : `did you mean "${near}"?`;
  const headline = `no file declares permission set "${set}", and the account has no role of it`;
  throw new RunProblem([runDiagnostic('invalid-input', headline, { help })]);
}
