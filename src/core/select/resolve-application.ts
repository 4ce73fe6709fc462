import { nearest } from '../diagnostics/nearest.ts';
import type { Located } from '../diagnostics/span.ts';
import type { ApplicationReference } from '../mapping/mapping.ts';
import type { Application } from '../model/application.ts';
import { findingAt } from './finding-at.ts';
import type { LocatedFinding } from './located-finding.ts';

export type ApplicationResolution =
  | { readonly application: Application }
  | { readonly problem: 'unknown' }
  | { readonly problem: 'ambiguous'; readonly arns: readonly string[] };

/** The application that an exact name or an ARN means. */
export function resolveApplication(
  { by, value }: ApplicationReference,
  applications: readonly Application[],
): ApplicationResolution {
  const found = applications.filter(({ arn, name }) =>
    by === 'arn' ? arn === value : name.normalize('NFC') === value.normalize('NFC'),
  );
  const [first, ...others] = found;
  if (first === undefined) return { problem: 'unknown' };
  if (others.length > 0) return { problem: 'ambiguous', arns: found.map(({ arn }) => arn) };
  return { application: first };
}

/** Puts an application that cannot be resolved into words, at the place that names it. */
export function applicationFinding(
  { value: { by, value }, at }: Located<ApplicationReference>,
  resolution: Exclude<ApplicationResolution, { readonly application: unknown }>,
  applications: readonly Application[],
): LocatedFinding {
  const subject = `application ${value}`;
  if (resolution.problem === 'ambiguous') {
    return {
      subject,
      finding: findingAt(at, {
        code: 'ambiguous-application',
        severity: 'error',
        headline: `${resolution.arns.length} applications have the name "${value}"`,
        why: `they are ${resolution.arns.join(', ')}`,
        help: 'name the one you mean by its ARN',
      }),
    };
  }
  const near =
    by === 'name'
      ? nearest(
          value,
          applications.map(({ name }) => name),
        )
      : null;
  return {
    subject,
    finding: findingAt(at, {
      code: 'unknown-application',
      severity: 'error',
      headline: `Identity Center has no application "${value}"`,
      why: 'a renamed or deleted application must never become a revocation',
      help: near === null ? 'correct the name or ARN, or remove it' : `did you mean "${near}"?`,
    }),
  };
}
