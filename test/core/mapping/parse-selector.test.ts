import { describe, expect, it } from 'vitest';
import { parseSelector } from '../../../src/core/mapping/parse-selector.ts';

describe('parseSelector', () => {
  it.each([
    ['111122223333', { kind: 'id', id: '111122223333' }],
    ['all', { kind: 'all' }],
    ['management', { kind: 'management' }],
    ['Management', { kind: 'name', name: 'Management' }],
    ['payments-sandbox', { kind: 'name', name: 'payments-sandbox' }],
    ['team a/b (old)', { kind: 'name', name: 'team a/b (old)' }],
    ['name:payments-*', { kind: 'name-glob', glob: 'payments-*' }],
    ['name:Payments: main', { kind: 'name-glob', glob: 'Payments: main' }],
    ['ou:/', { kind: 'ou', unit: '/' }],
    ['ou:/Workloads/Dev Teams', { kind: 'ou', unit: '/Workloads/Dev Teams' }],
    ['ou:ou-ab12-cdef3456', { kind: 'ou', unit: 'ou-ab12-cdef3456' }],
    ['ou-direct:r-ab12', { kind: 'ou-direct', unit: 'r-ab12' }],
    ['tag:stage=dev', { kind: 'tag', key: 'stage', glob: 'dev' }],
    ['tag:stage=', { kind: 'tag', key: 'stage', glob: '' }],
    ['tag:team:name=a=b', { kind: 'tag', key: 'team:name', glob: 'a=b' }],
    ['set:prod', { kind: 'set', set: 'prod' }],
  ])('%s', (text, expected) => {
    expect(parseSelector(text)).toEqual({ selector: { ...expected, text } });
  });

  it.each([
    '',
    ' dev',
    'payments-*',
    '1111-2222-3333',
    '11112222333',
    'name:',
    'set:',
    'ou:',
    'ou:Workloads',
    'ou:/Workloads/',
    'ou:/Work//loads',
    'ou:/Work*',
    'OU:/Workloads',
    'tag:stage',
    'tag:=dev',
    'account:dev',
    '/Workloads',
    'ou-ab12-cdef3456',
    'name: dev',
  ])('refuses "%s" and says what to write', (text) => {
    const parsed = parseSelector(text);
    expect('problem' in parsed && parsed.help !== '').toBe(true);
  });
});
