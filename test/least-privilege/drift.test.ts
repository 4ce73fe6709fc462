import { holdMode } from './support/hold-mode.ts';

await holdMode('drift', ['drift', 'clean', 'changes']);
