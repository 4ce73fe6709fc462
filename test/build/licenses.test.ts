import { describe, expect, it } from 'vitest';
import { isAllowedLicense } from '../../src/build/licenses.ts';

describe('isAllowedLicense', () => {
  it.each([
    'MIT',
    'Apache-2.0',
    '(MIT OR GPL-3.0-only)',
    'GPL-2.0-only OR ISC',
    'MIT AND BSD-3-Clause',
    '(MIT AND (ISC OR AGPL-3.0-only))',
  ])('lets %s into dist', (expression) => {
    expect(isAllowedLicense(expression)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'LGPL-2.1-only',
    'UNLICENSED',
    'SEE LICENSE IN LICENSE.txt',
    'MIT AND GPL-3.0-only',
    'MIT OR ISC AND',
    'MIT ISC',
    '(MIT',
    'MIT)',
    'GPL-2.0-only WITH Classpath-exception-2.0',
  ])('keeps %s out', (expression) => {
    expect(isAllowedLicense(expression)).toBe(false);
  });
});
