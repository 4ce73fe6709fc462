import type { ReportGrant, ReportPermissionSet } from '../../core/inventory/access-report.ts';

/** Where a grant stands between files and AWS; each grant has exactly one. */
export const standings = [
  'declared',
  'undeclared',
  'missing',
  'ignored',
  'unmanaged',
  'other-owner',
] as const;
export type Standing = (typeof standings)[number];

export const standingWords: Readonly<
  Record<Standing, { readonly label: string; readonly why: string }>
> = {
  declared: { label: 'In the files', why: 'The mapping files ask for it and AWS has it.' },
  undeclared: { label: 'Undeclared', why: 'AWS has it and no mapping file asks for it.' },
  missing: { label: 'Missing', why: 'The mapping files ask for it and AWS does not have it.' },
  ignored: { label: 'Ignored', why: 'The settings say to leave it alone.' },
  unmanaged: { label: 'Unmanaged', why: 'Its permission set is in no mapping file.' },
  'other-owner': {
    label: 'Other owner',
    why: "Its permission set carries another repository's tag.",
  },
};

export function standingOf(
  { ignored, origins, state }: ReportGrant,
  { management }: ReportPermissionSet,
): Standing {
  if (state === 'missing') return 'missing';
  if (ignored) return 'ignored';
  if (origins.length > 0) return 'declared';
  return management === 'declared' ? 'undeclared' : management;
}
