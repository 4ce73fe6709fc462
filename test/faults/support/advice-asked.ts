import { type Cell, matrixOf } from './cells.ts';
import type { Json } from '../../../src/simulator/aws/json.ts';
import type { FaultStage } from './open-fault-stage.ts';

/** Every request that a plan sends for its readers' sake alone, failing in each way. */
export async function adviceCells(
  stage: FaultStage,
  without: FaultStage,
): Promise<readonly Cell[]> {
  const needed = new Set((await requestsOf(without)).map(({ key }) => key));
  const advice = (await requestsOf(stage)).filter(
    ({ key, operation }) => operation === 'ValidatePolicy' || !needed.has(key),
  );
  return matrixOf(advice).cells.flatMap((cell) => {
    const inputs = advice
      .filter(({ operation }) => operation === cell.operation)
      .map(({ input }) => input);
    const all = { ...cell, inputs };
    return cell.ailment.name === alone ? [all, ...oneByOne(all, inputs)] : [all];
  });
}

/** What fails for one question and says nothing of the next. */
const alone = 'answers nonsense for long';

function oneByOne(cell: Cell, inputs: NonNullable<Cell['inputs']>): Cell[] {
  if (inputs.length === 1) return [];
  return inputs.map((input, at) => {
    const name = `${cell.ailment.name} to question ${at + 1} of ${inputs.length} alone`;
    return { ...cell, inputs: [input], ailment: { ...cell.ailment, name } };
  });
}

async function requestsOf(stage: FaultStage) {
  const play = await stage.begin();
  await play.run('plan');
  const asked = play.aws.log.requests.map(({ service, operation, input }) => ({
    service: service as Cell['service'],
    operation,
    input: input as Readonly<Record<string, Json>>,
    key: `${operation} ${JSON.stringify(input)}`,
  }));
  await play.close();
  return asked;
}
