import { sortedUnique } from '../../model/order.ts';
import type { ManagedResource } from './terraform-state.ts';

/** Addresses of one command: a command line has a bound, and what was done stays done. */
const BATCH = 50;

/** Commands for a POSIX shell that make Terraform forget the resources and destroy nothing. */
export function stateRmCommands(managed: readonly Pick<ManagedResource, 'instance'>[]): string[] {
  const addresses = sortedUnique(managed.map(({ instance }) => instance));
  const batches = Array.from({ length: Math.ceil(addresses.length / BATCH) }, (_, index) =>
    addresses.slice(index * BATCH, (index + 1) * BATCH),
  );
  return batches.map((batch) => ['terraform state rm', ...batch.map(shellQuoted)].join(' \\\n  '));
}

/** One word, whatever is in it: nothing is special between single quotes. */
export function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/**
 * Blocks for the configuration, in the place of the resources (Terraform 1.7 and later): the next apply
 * forgets them. They name no instance, so each stands for all of its resource.
 */
export function removedBlocks(managed: readonly Pick<ManagedResource, 'resource'>[]): string {
  return sortedUnique(managed.map(({ resource }) => resource))
    .map((from) => `removed {\n  from = ${from}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`)
    .join('\n');
}

/** What must be done besides, in the order in which it must be done. */
export const letGoNotes: readonly string[] = [
  'Take the resources out of the configuration before the next "terraform apply": what is still there and no longer in the state, it would create again.',
  'Either run the commands and delete the resource blocks, or, with Terraform 1.7 or later, replace the blocks with "removed" blocks and apply that: it says in its plan that nothing is destroyed.',
  'Never delete the resource blocks alone: the next "terraform apply" would destroy the permission sets, and everybody\'s access with them.',
];
