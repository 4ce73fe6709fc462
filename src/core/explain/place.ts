import type { Span } from '../diagnostics/span.ts';
import type { Place } from './explanation.ts';

export function placeOf({ file, line, sourceLine }: Span): Place {
  return { file, line, text: sourceLine.trim() };
}
