/** A line of its own, above a part of the demo. */
export function title(name: string, what: string): void {
  process.stdout.write(`\n${'='.repeat(78)}\n${name}: ${what}\n${'='.repeat(78)}\n\n`);
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
