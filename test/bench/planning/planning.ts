/** What planning takes on the large fleet and on ten times it: `npx node test/bench/planning/planning.ts`. */
import { parseArgs } from 'node:util';
import { measurePlanning, planningSizes } from './measure-planning.ts';
import { planningCaseNames } from './planning-case.ts';
import { planningReport } from './planning-report.ts';

const { values } = parseArgs({
  options: {
    case: { type: 'string', multiple: true, default: [] },
    /** The large fleet alone. */
    once: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
  },
});
const names = planningCaseNames.filter(
  (name) => values.case.length === 0 || values.case.includes(name),
);
const measurements = await measurePlanning({
  names,
  seed: Number(values.seed),
  sizes: values.once ? planningSizes.slice(0, 1) : planningSizes,
  told: (what) => {
    process.stderr.write(`${what}\n`);
  },
});
process.stdout.write(planningReport(measurements));
