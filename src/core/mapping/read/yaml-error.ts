import type { YAMLParseError } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SourceText } from './source-text.ts';

/** The YAML library's error as a person would tell it. `lastScalar` is where the last text before it starts. */
export function describeYamlError(
  source: SourceText,
  error: YAMLParseError,
  lastScalar: (before: number) => number,
): Diagnostic {
  const [start, end] = error.pos;
  const line = source.lineOf(start);
  const indent = /^ *\t[\t ]*/.exec(line.sourceLine);
  if (indent !== null) {
    const tab = indent[0].indexOf('\t');
    const at: Span = { ...line, column: tab + 1, length: indent[0].length - tab };
    return errorAt(at, 'tab-indentation', 'the line is indented with a tab', {
      why: 'YAML allows only spaces for indentation',
      help: 'replace the tab with spaces, as many as the lines beside it have',
    });
  }
  if (error.code === 'MULTIPLE_DOCS') {
    return errorAt(line, 'multiple-documents', 'a second YAML document starts here', {
      why: 'a mapping file is one document; what follows "---" would be left out',
      help: 'delete the "---" line, or move what follows into a file of its own',
    });
  }
  const words = plainWords(error, source);
  const at = placeOf(words.place, source, start, end, lastScalar);
  return errorAt(at, 'invalid-yaml', words.headline, { help: words.help });
}

interface Words {
  readonly headline: string;
  readonly help: string;
  /** What to show: the place of the error, its whole line, or the text that was opened before it. */
  readonly place: 'error' | 'line' | 'opening';
}

function placeOf(
  place: Words['place'],
  source: SourceText,
  start: number,
  end: number,
  lastScalar: (before: number) => number,
): Span {
  if (place === 'opening') return source.spanOf(lastScalar(start), source.text.length);
  // An error at the end of the file is shown where the file's text ends.
  const last = Math.max(0, source.text.trimEnd().length - 1);
  if (place === 'line') return source.lineOf(Math.min(start, last));
  return source.spanOf(Math.min(start, last), Math.max(end, start + 1));
}

function plainWords(error: YAMLParseError, source: SourceText): Words {
  const character = source.text[error.pos[0]] ?? '';
  const { code, message } = error;
  switch (code) {
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return unclosed(message);
    case 'BAD_SCALAR_START':
      return {
        headline: `text cannot start with ${character} without quotes`,
        help: 'put the whole text in quotes',
        place: 'error',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return {
        headline: 'a second key starts on this line',
        help: 'quote text that holds ": ", or start the inner map on the next line',
        place: 'line',
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        headline: 'this line is no "key: value"',
        help: 'add the missing ":" with a space after it, or quote the text if it is a value',
        place: 'line',
      };
    case 'BAD_DQ_ESCAPE':
      return {
        headline: 'the text in double quotes has an escape that YAML does not know',
        help: 'write \\\\ for a backslash, or use single quotes',
        place: 'error',
      };
    case 'BAD_ALIAS':
      return {
        headline: 'text that starts with * or & is an alias or an anchor in YAML',
        help: 'put the text in quotes',
        place: 'error',
      };
    case 'UNEXPECTED_TOKEN':
      return unexpected(message);
    default:
      return {
        headline: `this is not well-formed YAML: ${(message.split('\n')[0] ?? message).slice(0, 120)}`,
        help: 'mend the marked place',
        place: 'error',
      };
  }
}

function unclosed(message: string): Words {
  if (message.includes('quote')) {
    return {
      headline: 'the quote that opens here is never closed',
      help: 'close it at the end of the text',
      place: 'opening',
    };
  }
  const bracket = /must be sufficiently indented and end with a (.)/.exec(message)?.[1];
  if (bracket !== undefined) {
    return {
      headline: `a "${bracket}" is missing before this, or this line is indented too little for it`,
      help: `close the list or map with "${bracket}", or indent the line`,
      place: 'error',
    };
  }
  if (message.includes('same column') || message.includes('indented')) {
    return {
      headline: 'the indentation does not fit the lines above',
      help: 'indent it exactly like its neighbours of the same level',
      place: 'line',
    };
  }
  return {
    headline: 'a ":" is missing on this line',
    help: 'write "key: value", or quote the text if it is a value',
    place: 'line',
  };
}

function unexpected(message: string): Words {
  if (message.includes('block-seq-ind')) {
    return {
      headline: 'a list cannot start beside its key, nor stand where a map goes on',
      help: 'start it on the line after its key; or write it as [a, b]',
      place: 'line',
    };
  }
  return {
    headline: 'this does not belong here',
    help: 'look for a missing ":", quote, comma or bracket just before it',
    place: 'error',
  };
}
