import { runAction } from './program.js';

await runAction();
