import { parseDocument, visit, type Document } from 'yaml';
import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { SourceText } from './source-text.ts';
import type { Tree } from './tree.ts';
import { treeOfYaml } from './tree-of-yaml.ts';
import { describeYamlError } from './yaml-error.ts';

/** One mistake in YAML makes others look like mistakes; more than these would hide the first. */
const MOST_ERRORS = 3;

/** A mapping file's tree; null with no diagnostics for a file that holds only comments. */
export function parseYaml(source: SourceText): Checked<Tree> {
  try {
    const document = parseDocument(source.text, {
      version: '1.2',
      schema: 'core',
      // The library compares each key with each other one; the tree finds repeats in linear time.
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    });
    return document.errors.length === 0
      ? treeOfYaml(source, document)
      : { value: null, diagnostics: syntaxErrors(source, document) };
  } catch (error) {
    // The library recurses without a bound of its own.
    if (!(error instanceof RangeError)) throw error;
    return { value: null, diagnostics: [tooDeep(source)] };
  }
}

function syntaxErrors(source: SourceText, document: Document.Parsed): Diagnostic[] {
  const lines = new Set<number>();
  const diagnostics: Diagnostic[] = [];
  for (const error of document.errors) {
    const line = source.lineAt(error.pos[0]);
    if (lines.has(line) || lines.has(line - 1)) continue;
    lines.add(line);
    diagnostics.push(
      describeYamlError(source, error, (before) => lastScalarBefore(document, before)),
    );
    if (diagnostics.length === MOST_ERRORS) break;
  }
  return diagnostics;
}

function lastScalarBefore(document: Document.Parsed, offset: number): number {
  let last = 0;
  visit(document, {
    Scalar: (_, { range }) => {
      if (range !== null && range !== undefined && range[0] <= offset)
        last = Math.max(last, range[0]);
    },
  });
  return last;
}

function tooDeep(source: SourceText): Diagnostic {
  return errorAt(source.spanOf(0, 1), 'invalid-yaml', 'the file cannot be read as YAML', {
    why: 'its values are nested far too deeply',
    help: 'write it without deep nesting; mapping files need about six levels',
  });
}
