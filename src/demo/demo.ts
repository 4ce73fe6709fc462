/**
 * `npm run demo`: two pull requests on examples/starter from comment to outcome, one on
 * examples/entra, and a change in the console that is found and kept, on a simulated GitHub, AWS and
 * Entra ID. The packaged Action runs as the runner starts it.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playDrift } from './drift-act.ts';
import { playEntra } from './entra-act.ts';
import { say } from './say.ts';
import { playStarter } from './starter-act.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'identity-center-reconciler-demo-'));
const workspaces = (act: string): string => mkdtempSync(join(scratch, `${act}-`));

if (!existsSync(join(root, 'dist/index.js'))) throw new Error('dist/ is missing: npm run build');
// Three companies, each with AWS's rate for itself, so they run side by side and are told in turn.
const later: string[] = [];
const atLast: string[] = [];
const acts = await Promise.all([
  playStarter({ root, workspaces: workspaces('starter'), say }),
  playEntra({ root, workspaces: workspaces('entra'), say: (text) => later.push(text) }),
  playDrift({ root, workspaces: workspaces('drift'), say: (text) => atLast.push(text) }),
]);
later.forEach(say);
atLast.forEach(say);
rmSync(scratch, { recursive: true, force: true });

const sum = (count: (act: (typeof acts)[number]) => number): number =>
  acts.reduce((total, act) => total + count(act), 0);
const invalid = sum((act) => act.invalid);
say(
  `${sum((act) => act.awsRequests)} requests to AWS and ${sum((act) => act.graphRequests)} to Entra ID, ${sum((act) => act.throttled)} of them throttled, ${invalid} invalid`,
);
if (invalid > 0 || acts.some(({ last }) => last !== 'clean')) {
  const ends = acts.map(({ last }) => last).join(', ');
  say(`expected clean ends without invalid requests; got ${ends} and ${invalid}`);
  process.exitCode = 1;
}
