/** What dist/ is bundled from; index.js and cli.js call one of these. */
export { runCommand } from './cli.ts';
export { runAction } from './main.ts';
