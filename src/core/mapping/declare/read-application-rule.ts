import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { errorAt } from '../../diagnostics/error-at.ts';
import type { Located } from '../../diagnostics/span.ts';
import type { ApplicationReference, ApplicationRule } from '../mapping.ts';
import { parseApplication } from '../parse-application.ts';
import type { Tree } from '../read/tree.ts';
import type { application } from '../schema/application-schema.ts';
import { fieldsOf } from './fields.ts';
import { readExpires } from './read-expires.ts';
import { noteMissingPrincipal, readPrincipals } from './read-principals.ts';
import { warnOfRepeats } from './read-selectors.ts';

export function readApplicationRule(tree: Tree, problems: Diagnostic[]): ApplicationRule {
  const fields = fieldsOf<typeof application>(tree);
  noteMissingPrincipal(tree, problems);
  return {
    at: tree.at,
    principals: [
      ...readPrincipals('GROUP', fields.texts('groups'), problems),
      ...readPrincipals('USER', fields.texts('users'), problems),
    ],
    applications: readApplications(fields.texts('applications'), problems),
    expires: readExpires(fields.text('expires'), problems),
    reason: fields.text('reason')?.value ?? null,
  };
}

function readApplications(
  texts: readonly Located<string>[],
  problems: Diagnostic[],
): readonly Located<ApplicationReference>[] {
  warnOfRepeats(texts, problems);
  return texts.flatMap(({ value, at }) => {
    const parsed = parseApplication(value);
    if ('application' in parsed) return [{ value: parsed.application, at }];
    problems.push(errorAt(at, 'invalid-application', parsed.problem, { help: parsed.help }));
    return [];
  });
}
