import type { RawAnswer } from './classify-failure.ts';

/**
 * What an answer that cannot be read says it is: `text/html`. Only in the form of a type, because the
 * rest of such an answer may be anything, and a token endpoint's may be a token.
 */
export function contentTypeOf({ header }: Pick<RawAnswer, 'header'>): string {
  const type = /^[a-z]{1,20}\/[a-z][a-z0-9.+-]{0,40}(?=\s*(?:;|$))/i.exec(
    header('content-type')?.trim() ?? '',
  );
  return type?.[0].toLowerCase() ?? 'of no content type';
}
