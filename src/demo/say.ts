/** Where an act writes what it shows. */
export type Say = (text: string) => void;

export const say: Say = (text) => {
  process.stdout.write(`${text}\n`);
};

/** A line of its own, above a part of the demo. */
export function title(to: Say, name: string, what: string): void {
  to(`\n${'='.repeat(78)}\n${name}: ${what}\n${'='.repeat(78)}\n`);
}
