import type { YAMLParseError } from 'yaml';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Span } from '../../diagnostics/span.ts';
import type { SourceText } from './source-text.ts';

/** The YAML library's error as a person would tell it. */
export function describeYamlError(source: SourceText, error: YAMLParseError): Diagnostic {
  const [start, end] = error.pos;
  const line = source.lineOf(start);
  const indent = /^[ ]*\t[\t ]*/.exec(line.sourceLine);
  if (indent !== null) {
    const tab = indent[0].indexOf('\t');
    const at: Span = { ...line, column: tab + 1, length: indent[0].length - tab };
    return errorAt(at, 'tab-indentation', 'the line is indented with a tab', {
      why: 'YAML allows only spaces for indentation',
      help: 'replace the tab with spaces, as many as the lines beside it have',
    });
  }
  const at = source.spanOf(start, Math.max(end, start + 1));
  if (error.code === 'MULTIPLE_DOCS') {
    return errorAt(
      source.lineOf(start),
      'multiple-documents',
      'a second YAML document starts here',
      {
        why: 'a mapping file is one document; what follows "---" would be left out',
        help: 'delete the "---" line, or move what follows into a file of its own',
      },
    );
  }
  const words = plainWords(error, source);
  return errorAt(at, 'invalid-yaml', words.headline, { help: words.help });
}

interface Words {
  readonly headline: string;
  readonly help: string;
}

function plainWords(error: YAMLParseError, source: SourceText): Words {
  const character = source.text[error.pos[0]] ?? '';
  switch (error.code) {
    case 'BAD_INDENT':
      return {
        headline: 'the indentation does not fit the lines above',
        help: 'indent it exactly like its neighbours of the same level',
      };
    case 'BAD_SCALAR_START':
      return {
        headline: `text cannot start with ${character} without quotes`,
        help: 'put the whole text in quotes',
      };
    case 'MISSING_CHAR':
      return {
        headline: missing(error.message),
        help: 'close what was opened on this line or before it; every quote and bracket needs its partner',
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'BLOCK_IN_FLOW':
      return {
        headline: 'a key with a block cannot stand here',
        help: 'write one "key: value" to a line, and quote text that holds ": "',
      };
    case 'MULTILINE_IMPLICIT_KEY':
      return {
        headline: 'a key must stand on one line and end with ":"',
        help: 'add the missing ":", or quote the text if it is a value',
      };
    case 'BAD_DQ_ESCAPE':
      return {
        headline: 'the text in double quotes has an escape that YAML does not know',
        help: 'write \\\\ for a backslash, or use single quotes',
      };
    case 'BAD_ALIAS':
      return {
        headline: 'text that starts with * or & is an alias or an anchor in YAML',
        help: 'put the text in quotes',
      };
    case 'UNEXPECTED_TOKEN':
      return {
        headline: character === '' ? 'the file ends too early' : 'this does not belong here',
        help: 'look for a missing ":", quote, comma or bracket just before it',
      };
    default:
      return {
        headline: `this is not well-formed YAML: ${firstSentence(error.message)}`,
        help: 'mend the marked place',
      };
  }
}

function missing(message: string): string {
  if (message.includes('quote')) return 'a closing quote is missing';
  if (message.includes('flow map') || message.includes('}')) return 'a closing } is missing';
  if (message.includes('flow sequence') || message.includes(']')) return 'a closing ] is missing';
  if (message.includes(',')) return 'a comma is missing between two entries';
  return 'a closing character is missing';
}

function firstSentence(message: string): string {
  return (message.split('\n')[0] ?? message).slice(0, 120);
}
