import { describe, expect, it } from 'vitest';
import { carriedData } from '../../src/build/carried-data.ts';
import { packageFolders, readPackage, thirdPartyNotices } from '../../src/build/notices.ts';

const yaml = { name: 'yaml', version: '2.0.0', license: 'ISC', texts: ['Copyright Eemeli'] };
const tslib = { name: 'tslib', version: '1.0.0', license: '0BSD', texts: [] };

describe('packageFolders', () => {
  it('finds each package once, scoped and nested ones too, and none of ours', () => {
    expect(
      packageFolders([
        'src/main.ts',
        'node_modules/yaml/dist/index.js',
        'node_modules/yaml/dist/parse.js',
        'node_modules/@actions/github/lib/context.js',
        'node_modules/@actions/github/node_modules/undici/index.js',
      ]),
    ).toEqual([
      'node_modules/@actions/github',
      'node_modules/@actions/github/node_modules/undici',
      'node_modules/yaml',
    ]);
  });
});

describe('thirdPartyNotices', () => {
  it('reads the same in whatever order the packages come', () => {
    expect(thirdPartyNotices([yaml, tslib])).toBe(thirdPartyNotices([tslib, yaml, tslib]));
  });

  it('names the licence of a package that ships no text', () => {
    expect(thirdPartyNotices([tslib])).toContain('SPDX-License-Identifier: 0BSD');
  });

  it.each(['AGPL-3.0-only', 'GPL-3.0-or-later', undefined])(
    'fails the build for a package under %s, naming it',
    (license) => {
      const copyleft = { name: 'copyleft', version: '3.1.4', license, texts: [] };
      expect(() => thirdPartyNotices([yaml, copyleft])).toThrow(
        `copyleft 3.1.4: ${license ?? 'no licence named'}`,
      );
    },
  );

  it('finds the licence text of an installed package', () => {
    const installed = readPackage('node_modules/yaml');
    expect(installed).toMatchObject({ name: 'yaml', license: 'ISC' });
    expect(installed.texts.join('\n')).toContain('Permission to use, copy, modify');
  });

  it('tells under which licence the list of IAM actions came', () => {
    const notices = thirdPartyNotices(carriedData(''));
    expect(notices).toMatch(/^iam-floyd \d+\.\d+\.\d+ \(Apache-2\.0\)$/m);
    expect(notices).toContain('Apache License');
  });
});
