import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { MappingSource } from '../mapping-source.ts';
import { directoryOf, isWithin, relativePath, resolvePath } from '../paths.ts';
import { parseJson } from '../read/parse-json.ts';
import { readText } from '../read/read-text.ts';
import type { Tree } from '../read/tree.ts';

/** Opens the JSON files that permission sets name; each is parsed once. */
export interface PolicyFiles {
  readonly open: (written: Located<string>) => Checked<Tree>;
}

export function policyFiles(source: MappingSource): PolicyFiles {
  const files = new Map(source.files.map((file) => [file.path, file]));
  const jsonPaths = [...files.keys()].filter((path) => path.endsWith('.json'));
  const parsed = new Map<string, Checked<Tree>>();
  const directories = [source.directory, ...source.included];

  const open = (written: Located<string>): Checked<Tree> => {
    const from = directoryOf(written.at.file);
    const path = resolvePath(from, written.value);
    if (path === null || !directories.some((directory) => isWithin(directory, path))) {
      return nothing(
        errorAt(
          written.at,
          'policy-file-not-found',
          `"${written.value}" lies outside the config directory`,
          {
            why: 'only what is in the config directory or in one it includes is reviewed as access',
            help: 'move the policy file into the config directory',
          },
        ),
      );
    }
    const known = parsed.get(path);
    if (known !== undefined) return known;
    const file = files.get(path);
    if (file === undefined) {
      const candidates = jsonPaths.map((candidate) => relativePath(from, candidate));
      return nothing(
        errorAt(written.at, 'policy-file-not-found', `there is no file "${path}"`, {
          why: 'the path counts from the file that names it',
          help: didYouMean(written.value, candidates, 'correct the path, or add the file'),
        }),
      );
    }
    const text = readText(file);
    const result = text.value === null ? { ...text, value: null } : parseJson(text.value);
    parsed.set(path, result);
    return result;
  };
  return { open };
}

function nothing(diagnostic: Diagnostic): Checked<Tree> {
  return { value: null, diagnostics: [diagnostic] };
}
