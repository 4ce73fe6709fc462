/** A case in a process of its own, so that neither its memory nor what is compiled for it is another's. */
import { measureCase } from './measure-case.ts';
import type { PlanningCase } from './planning-case.ts';

process.once('message', (input: PlanningCase) => {
  if (process.send === undefined) throw new Error('only the bench starts this');
  process.send(measureCase(input), () => {
    process.disconnect();
  });
});
