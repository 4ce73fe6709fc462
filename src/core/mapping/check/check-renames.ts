import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { place } from '../../diagnostics/place.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { Draft } from '../draft.ts';

/** Names of sets that are gone: `renamedFrom` and `manage.release`. */
export function checkRenames(draft: Draft): readonly Diagnostic[] {
  const declared = new Map(draft.permissionSets.map(({ name, at }) => [name, at]));
  return [...renames(draft, declared), ...releases(draft, declared)];
}

function renames(draft: Draft, declared: ReadonlyMap<string, Span>): Diagnostic[] {
  const origins = new Map<string, string>();
  return draft.permissionSets.flatMap((set) => {
    if (set.renamedFrom === null) return [];
    const { value: from, at } = set.renamedFrom;
    const other = origins.get(from);
    const still = declared.get(from);
    origins.set(from, set.name);
    if (from === set.name) {
      return [
        rename(at, `"${set.name}" cannot be renamed from itself`, null, 'delete renamedFrom'),
      ];
    }
    if (still !== undefined) {
      return [
        rename(
          at,
          `"${from}" is still declared`,
          `its declaration is at ${place(still)}; a renamed set has only its new one`,
          'delete the old declaration, or renamedFrom',
        ),
      ];
    }
    return other === undefined
      ? []
      : [
          rename(
            at,
            `"${other}" was renamed from "${from}" already`,
            null,
            'keep renamedFrom at one of them',
          ),
        ];
  });
}

function rename(at: Span, headline: string, why: string | null, help: string): Diagnostic {
  return errorAt(at, 'invalid-rename', headline, { why, help });
}

function releases(draft: Draft, declared: ReadonlyMap<string, Span>): Diagnostic[] {
  return (draft.settings?.release ?? []).flatMap(({ value, at }) => {
    const still = declared.get(value);
    return still === undefined
      ? []
      : [
          errorAt(at, 'declared-but-released', `"${value}" is to be released and still declared`, {
            why: `its declaration is at ${place(still)}; releasing gives the set up`,
            help: 'delete the declaration and its rules, or this entry',
          }),
        ];
  });
}
