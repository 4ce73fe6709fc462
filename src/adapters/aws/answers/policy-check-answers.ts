import * as z from 'zod';
import type { PolicyRemark } from '../../../core/policy/policy-remark.ts';
import { cleanText } from '../request/clean-text.ts';
import type { Page } from '../request/read-pages.ts';

const levels = {
  ERROR: 'error',
  SECURITY_WARNING: 'security-warning',
  WARNING: 'warning',
  SUGGESTION: 'suggestion',
} as const;

/** `value` and `key` name a key of a map; a part of a text stands where the text does. */
const step = z.object({
  index: z.number().int().nonnegative().optional(),
  key: z.string().optional(),
  value: z.string().optional(),
});

const finding = z
  .object({
    findingType: z.enum(['ERROR', 'SECURITY_WARNING', 'WARNING', 'SUGGESTION']),
    issueCode: z.string(),
    findingDetails: z.string(),
    learnMoreLink: z.string(),
    locations: z.array(z.object({ path: z.array(step) })),
  })
  .transform((found): PolicyRemark => {
    const [location] = found.locations;
    const path = location?.path.flatMap(({ index, key, value }) => index ?? key ?? value ?? []);
    return {
      level: levels[found.findingType],
      code: cleanText(found.issueCode),
      text: cleanText(found.findingDetails),
      link: found.learnMoreLink.startsWith('https://docs.aws.amazon.com/')
        ? found.learnMoreLink
        : null,
      path: path ?? null,
    };
  });

export const remarksPage = z
  .object({ findings: z.array(finding), nextToken: z.string().nullish() })
  .transform(({ findings, nextToken = null }): Page<PolicyRemark> => ({
    items: findings,
    next: nextToken === '' ? null : nextToken,
  }));
