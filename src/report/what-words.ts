import type { AccessGroup } from './access-group.ts';
import { accountsCounted, accountsInLine } from './names.ts';
import { markdown, type Style } from './style.ts';

/** What a line is about: `Admin in dev (id)`, or `application Payroll (apl-…)`. */
export function whatWords(
  { what, accounts }: Pick<AccessGroup, 'what' | 'accounts'>,
  telling: 'named' | 'counted' = 'named',
  style = markdown,
): string {
  if (what.kind === 'application') return applicationWords(what, style);
  const where =
    telling === 'named' ? accountsInLine(accounts, style) : accountsCounted(accounts, style);
  return `${style.name(what.name)} in ${where}`;
}

/** With the id, because two applications may have the same name. */
export function applicationWords(
  { name, arn }: { readonly name: string; readonly arn: string },
  style: Style,
): string {
  return `application ${style.name(name)} (${style.name(arn.slice(arn.lastIndexOf('/') + 1))})`;
}
