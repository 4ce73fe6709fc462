import type { Checked, Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import { grouped } from '../../diagnostics/grouped.ts';
import { codePointName, findHidden } from '../../diagnostics/hidden-characters.ts';
import { wholeFile } from '../../diagnostics/place.ts';
import { limits } from '../limits.ts';
import type { SourceFile } from '../mapping-source.ts';
import { sourceText, type SourceText } from './source-text.ts';

const MOST_HIDDEN_SHOWN = 5;

/** A file's bytes as text that shows all it holds, or why it cannot be taken as such. */
export function readText(file: SourceFile): Checked<SourceText> {
  if (file.kind !== 'file') return { value: null, diagnostics: [notAFile(file)] };
  if (file.bytes === null || file.bytes.length > limits.fileBytes) {
    const size = Math.max(file.size, file.bytes?.length ?? 0);
    return { value: null, diagnostics: [tooLarge(file.path, size)] };
  }
  const text = decode(file.bytes);
  if (text === null) return { value: null, diagnostics: [notUtf8(file.path, file.bytes)] };
  const source = sourceText(file.path, text);
  const hidden = hiddenCharacters(source);
  return { value: hidden.length === 0 ? source : null, diagnostics: hidden };
}

export function notAFile(file: SourceFile): Diagnostic {
  if (file.kind === 'submodule') {
    return errorAt(wholeFile(file.path), 'submodule', `"${file.path}" is a git submodule`, {
      why: 'what a submodule holds is not part of this commit, so it cannot be reviewed with it',
      help: 'put the files themselves into the config directory',
    });
  }
  return errorAt(wholeFile(file.path), 'symbolic-link', `"${file.path}" is a symbolic link`, {
    why: 'links are not followed: what they lead to may lie outside what was reviewed',
    help: 'replace the link with the file itself, or name the other directory in settings.include',
  });
}

function tooLarge(path: string, size: number): Diagnostic {
  return errorAt(
    wholeFile(path),
    'file-too-large',
    `the file has ${grouped(size)} bytes; the limit is ${grouped(limits.fileBytes)}`,
    { help: 'split it into several files; all of the config directory are read' },
  );
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function notUtf8(path: string, bytes: Uint8Array): Diagnostic {
  const utf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return errorAt(
    utf16 ? wholeFile(path) : firstBadPlace(path, bytes),
    'not-utf8',
    'the file is not UTF-8 text',
    {
      why: utf16
        ? 'it starts like UTF-16, which some editors on Windows write'
        : 'the marked place does not decode; older Windows encodings look like this',
      help: 'save the file as UTF-8',
    },
  );
}

function firstBadPlace(path: string, bytes: Uint8Array): ReturnType<typeof wholeFile> {
  let start = 0;
  for (let line = 1; start <= bytes.length; line += 1) {
    const newline = bytes.indexOf(0x0a, start);
    const end = newline === -1 ? bytes.length : newline;
    const part = bytes.subarray(start, end);
    if (decode(part) === null) {
      const sourceLine = new TextDecoder('utf-8').decode(part).trimEnd();
      const column = Math.max(0, sourceLine.indexOf('\ufffd'));
      return { file: path, line, column: column + 1, length: 1, sourceLine };
    }
    start = end + 1;
  }
  return wholeFile(path);
}

function hiddenCharacters(source: SourceText): Diagnostic[] {
  const found: Diagnostic[] = [];
  let at = findHidden(source.text);
  while (at !== -1 && found.length < MOST_HIDDEN_SHOWN) {
    const name = codePointName(source.text.codePointAt(at) ?? 0);
    found.push(
      errorAt(
        source.spanOf(at, at + 1),
        'hidden-character',
        `the hidden character ${name} stands here`,
        {
          why: 'such characters make a file read differently from what it says',
          help: 'delete it; retype the word if you cannot see it',
        },
      ),
    );
    at = findHidden(source.text, at + 1);
  }
  return found;
}
