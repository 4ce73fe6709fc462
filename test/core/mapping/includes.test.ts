import { describe, expect, it } from 'vitest';
import { includesOf } from '../../../src/core/mapping/includes.ts';
import { loadMapping } from '../../../src/core/mapping/load-mapping.ts';
import type { MappingSource } from '../../../src/core/mapping/mapping-source.ts';
import { sourceOf } from './support/source-of.ts';

function withIncludes(directory: string, ...includes: string[]): MappingSource {
  const yaml = `settings: { include: ${JSON.stringify(includes)}, manage: { owner: platform } }\n`;
  return { ...sourceOf({ [`${directory}/a.yaml`]: yaml }), directory };
}

describe('includesOf', () => {
  it('resolves against the config directory', () => {
    expect(includesOf(withIncludes('access/prod', '../common', '../../common/')).value).toEqual([
      'access/common',
      'common',
    ]);
  });

  it.each(['/etc', '../../../up', '..', '.', './below', 'C:\\shared'])('refuses %s', (include) => {
    const { value, diagnostics } = includesOf(withIncludes('access/prod', include));
    expect(value).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toEqual(['invalid-include']);
  });

  it('has nothing to say of a directory that is not there', () => {
    expect(includesOf({ directory: 'access', included: [], exists: false, files: [] })).toEqual({
      value: [],
      diagnostics: [],
    });
  });
});

describe('what an include brings', () => {
  it('merges permission sets and lets their policies stand beside them', () => {
    const source = withIncludes('access/prod', '../common');
    const shared = sourceOf({
      'access/common/sets.yaml': 'permissionSets: { Read: { inlinePolicy: read.json } }\n',
      'access/common/read.json':
        '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    });
    const { value, diagnostics } = loadMapping({
      ...source,
      included: ['access/common'],
      files: [...source.files, ...shared.files],
    });
    expect(diagnostics).toEqual([]);
    expect(value?.permissionSets.map(({ name }) => name)).toEqual(['Read']);
  });
});
