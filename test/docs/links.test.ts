import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { anchors, links, pages } from './markdown.ts';

it.each(pages)('%s links to what is there', (page) => {
  const broken = links(page).filter((address) => {
    if (/^https?:/.test(address)) return false;
    const [path = '', anchor] = address.split('#');
    const target = path === '' ? page : posix.join(posix.dirname(page), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchors(target).includes(anchor);
  });
  expect(broken).toEqual([]);
});

it('has an index of all pages in docs/', () => {
  const told = links('docs/README.md').map((address) => posix.join('docs', address));
  const there = pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md');
  expect(there.filter((page) => !told.some((address) => address.startsWith(page)))).toEqual([]);
});
