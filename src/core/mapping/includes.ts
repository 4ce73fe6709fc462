import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import { errorAt } from '../diagnostics/error-at.ts';
import type { Located } from '../diagnostics/span.ts';
import { fieldsOf } from './declare/fields.ts';
import type { MappingSource } from './mapping-source.ts';
import { isWithin, normalPath, resolvePath } from './paths.ts';
import { readTrees } from './read/read-trees.ts';
import type { mappingFile } from './schema/mapping-file-schema.ts';
import type { settings as settingsSchema } from './schema/settings-schema.ts';

/**
 * The directories that `settings.include` names, from the repository's root: what a caller must
 * read besides the config directory before `loadMapping`. loadMapping finds the same problems
 * again, so these need not be kept.
 */
export function includesOf(source: MappingSource): Checked<string[]> {
  const diagnostics: Diagnostic[] = [];
  const written = readTrees(source).trees.flatMap((tree) => {
    const settings = fieldsOf<typeof mappingFile>(tree).tree('settings');
    return settings === null ? [] : fieldsOf<typeof settingsSchema>(settings).texts('include');
  });
  const directories = resolveIncludes(source.directory, written, diagnostics);
  return { value: directories.map(({ value }) => value).toSorted(), diagnostics };
}

/** Each include as a path from the root; those that cannot be read are reported and left out. */
export function resolveIncludes(
  directory: string,
  written: readonly Located<string>[],
  problems: Diagnostic[],
): readonly Located<string>[] {
  const taken = [normalPath(directory)];
  return written.flatMap(({ value, at }) => {
    const path = resolvePath(directory, value);
    if (path === null) {
      problems.push(
        errorAt(at, 'invalid-include', `"${value}" is not a directory of this repository`, {
          why: `an include counts from "${directory}" and may not leave the repository`,
          help: 'write a relative path, such as ../common',
        }),
      );
      return [];
    }
    const overlap = taken.find((other) => isWithin(other, path) || isWithin(path, other));
    if (overlap !== undefined) {
      problems.push(
        errorAt(
          at,
          'invalid-include',
          `"${value}" overlaps "${overlap === '' ? '.' : overlap}", which is read already`,
          {
            why: 'its files would be read twice',
            help: 'delete it, or name a directory beside it',
          },
        ),
      );
      return [];
    }
    taken.push(path);
    return [{ value: path, at }];
  });
}
