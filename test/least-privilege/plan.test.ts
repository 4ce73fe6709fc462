import { holdMode } from './support/hold-mode.ts';

await holdMode('plan', ['changes']);
