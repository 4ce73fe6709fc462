import { type Entry, indent } from './document.ts';
import { thousands } from './words.ts';

const FEW = 5;

/**
 * The first few entries of one kind, and the rest in one: folded, or only counted where `elsewhere`
 * says that they are all told. `label` is read as HTML, so it must be our own words.
 */
export function foldKind(
  entries: readonly Entry[],
  label: string,
  elsewhere: string | null = null,
): Entry[] {
  const [first, ...others] = entries.slice(FEW);
  if (first === undefined) return [...entries];
  const rest = [first, ...others];
  const more = `- **${label}:** … and ${thousands(rest.length)} more`;
  const danger = Math.max(...rest.map((entry) => entry.danger));
  const few = entries.slice(0, FEW);
  if (elsewhere !== null) return [...few, { danger, forms: [`${more}, ${elsewhere}`] }];
  const list = rest.map(({ forms }) => forms[0]).join('\n');
  const block = `<details><summary>the rest</summary>\n\n${list}\n\n</details>`;
  return [...few, { danger, forms: [`${more}\n${indent(block)}`, more] }];
}
