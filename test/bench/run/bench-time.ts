import { SimulatedClock } from '../../../src/simulator/clock.ts';

/** The simulators' time, which stands still and knows who waits for it. */
export class BenchTime extends SimulatedClock {
  readonly #asleep: number[] = [];
  /** Called whenever somebody starts to wait. */
  onSleep: () => void = () => undefined;

  constructor(startAt: string) {
    super({ scale: 0, startAt });
  }

  /** How many answers are held back until their time has come. */
  get asleep(): number {
    return this.#asleep.length;
  }

  /** When the first of them is due. */
  get nextWake(): number | null {
    return this.#asleep.length === 0 ? null : Math.min(...this.#asleep);
  }

  override sleep(milliseconds: number): Promise<void> {
    const at = this.now() + milliseconds;
    this.#asleep.push(at);
    const slept = new Promise<void>((resolve) => {
      this.at(at, () => {
        this.#asleep.splice(this.#asleep.indexOf(at), 1);
        resolve();
      });
    });
    this.onSleep();
    return slept;
  }

  /** People act at whole five minutes. */
  nextMoment(): void {
    const step = 5 * 60_000;
    this.advance(step - (this.now() % step));
  }
}
