import { createApplicationWord } from '../mapping/write/application-words.ts';
import type { PrincipalWord } from '../mapping/write/principal-words.ts';
import { applicationRuleNode } from '../mapping/write/write-application-rule.ts';
import { apart, listNode, mapNode, yamlText } from '../mapping/write/yaml-nodes.ts';
import { sortedBy } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type Files, pathIn } from './files-as-source.ts';
import { foldHoldings } from './fold-grants.ts';
import type { LiveApplicationAssignment } from './gather-applications.ts';
import { schemaLine } from './schema-line.ts';

/** Who is assigned to which applications, in few rules; no file where nobody is. */
export function applicationFiles(
  directory: string,
  assignments: readonly LiveApplicationAssignment[],
  { applications: live }: Pick<Snapshot, 'applications'>,
  principalWord: PrincipalWord,
): { readonly files: Files; readonly rules: number } {
  const known = new Map((live?.applications ?? []).map((one) => [one.arn, one]));
  const wordOf = createApplicationWord([...known.values()]);
  const folded = foldHoldings(
    assignments.map(({ application, principal }) => ({ principal, what: application.arn })),
  );
  const rules = folded.map(({ principals, whats }) => ({
    groups: principals.filter(({ type }) => type === 'GROUP').map(principalWord),
    users: principals.filter(({ type }) => type === 'USER').map(principalWord),
    applications: sortedBy(
      whats.flatMap((arn) => known.get(arn) ?? []),
      ({ name, arn }) => `${name} ${arn}`,
    ).map(wordOf),
  }));
  if (rules.length === 0) return { files: new Map(), rules: 0 };
  const sorted = sortedBy(rules, ({ groups, users, applications }) =>
    JSON.stringify([applications, groups, users]),
  );
  const text = yamlText(
    mapNode([['applications', apart(listNode(sorted.map((rule) => applicationRuleNode(rule))))]]),
    [schemaLine],
  );
  return { files: new Map([[pathIn(directory, 'applications.yaml'), text]]), rules: rules.length };
}
