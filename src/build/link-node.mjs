// npm 10 drops node_modules/.bin/node: it discards the package of the other processor together with
// every link of that name, this machine's too. Runs after each install; npm 11 leaves nothing to do.
import { existsSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Makes the scripts run on the Node among the dependencies, and tells whether there is one.
 * @param {string} root with a `/` at the end
 */
export function linkNode(root) {
  const link = `${root}node_modules/.bin/node`;
  if (existsSync(link)) return true;
  const program = `node-${process.platform}-${process.arch}/bin/node`;
  if (!existsSync(`${root}node_modules/${program}`)) return false;
  symlinkSync(`../${program}`, link);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  linkNode(fileURLToPath(new URL('../../', import.meta.url)));
}
