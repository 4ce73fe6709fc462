import { error, notice, warning, type AnnotationProperties } from '@actions/core';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { annotationsFor } from './annotations.ts';

const commands = { error, warning, info: notice };

/** Marks diagnostics at their file and line, in the run and in the pull request. */
export function annotate(diagnostics: readonly Diagnostic[]): void {
  for (const { severity, title, message, place } of annotationsFor(diagnostics)) {
    const properties: AnnotationProperties =
      place === null
        ? { title }
        : {
            title,
            file: place.file,
            startLine: place.line,
            endLine: place.line,
            startColumn: place.column,
            endColumn: place.endColumn,
          };
    commands[severity](message, properties);
  }
}
